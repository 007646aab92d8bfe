import { get } from 'node:http';
import { get as getSecurely } from 'node:https';

/** What an address answered: an HTTP status; or why not. */
export type Probe = { readonly status: number } | { readonly failure: string };

const wordsFor: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'refuses connections',
	ENOTFOUND: 'its host cannot be found',
	EHOSTUNREACH: 'its host cannot be reached',
	ECONNRESET: 'cuts the connection',
};

/** Asks for one page with GET and drops its body; follows nothing. Never rejects. `ms` is for all of it. */
export const probe = (url: string, ms = 3000): Promise<Probe> =>
	new Promise(resolve => {
		const fail = (failure: string) => resolve({ failure });
		try {
			const request = (url.startsWith('https:') ? getSecurely : get)(url, { agent: false }, response => {
				resolve({ status: response.statusCode ?? 0 });
				request.destroy();
			});
			const timer = setTimeout(() => {
				fail(`does not answer within ${ms / 1000} s`);
				request.destroy();
			}, ms);
			request.on('error', (error: NodeJS.ErrnoException) =>
				fail(wordsFor[error.code ?? ''] ?? `fails (${error.code})`),
			);
			request.on('close', () => clearTimeout(timer));
		} catch {
			fail('has no address that could be asked');
		}
	});
