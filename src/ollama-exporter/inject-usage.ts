import type { IncomingMessage } from 'node:http';
import type { EndpointName } from './endpoint.ts';

const largest = 16 * 2 ** 20;

/** The body of a request as it goes on; what is not in it yet follows by itself. */
export type Body = { readonly head: Buffer; readonly isWhole: boolean; readonly isInjected: boolean };

/** Whether usage can be asked for: streams of `/v1` that carry it on request only. */
export const canInject = (endpoint: EndpointName): boolean => endpoint === 'v1_chat' || endpoint === 'v1_completions';

const injected = (text: string): string | undefined => {
	try {
		const asked = JSON.parse(text);
		if (asked?.stream !== true || asked.stream_options !== undefined) return undefined;
	} catch {
		return undefined;
	}
	// Put in front of all else, so that every number stays as it was written.
	return text.replace('{', '{"stream_options":{"include_usage":true},');
};

/** Reads a request's body and asks in it for usage. One that is larger than 16 MiB, or asks itself, stays as it is. */
export const readBody = (request: IncomingMessage): Promise<Body> =>
	new Promise((resolve, reject) => {
		const parts: Buffer[] = [];
		let size = 0;
		const stop = () => {
			request.off('data', take);
			request.off('end', finish);
			request.pause();
		};
		const take = (chunk: Buffer) => {
			parts.push(chunk);
			size += chunk.length;
			if (size <= largest) return;
			stop();
			resolve({ head: Buffer.concat(parts), isWhole: false, isInjected: false });
		};
		const finish = () => {
			const head = Buffer.concat(parts);
			const changed = injected(head.toString());
			resolve({
				head: changed === undefined ? head : Buffer.from(changed),
				isWhole: true,
				isInjected: changed !== undefined,
			});
		};
		request.on('data', take);
		request.on('end', finish);
		request.on('close', () => reject(new Error('the client has left')));
	});

const isUsageOnly = (event: string): boolean => /"choices": ?\[\]/.test(event) && event.includes('"usage":');

/** Takes the event out that carries nothing but usage: some clients look into `choices[0]`. Whole events go on. */
export const createUsageStrip = () => {
	let carry = '';
	const passed = (events: string): Buffer => Buffer.from(events, 'latin1');
	return {
		feed(chunk: Buffer): Buffer {
			const events = (carry + chunk.toString('latin1')).split('\n\n');
			carry = events.pop() ?? '';
			return passed(
				events
					.filter(event => !isUsageOnly(event))
					.map(event => `${event}\n\n`)
					.join(''),
			);
		},
		end: (): Buffer => passed(carry),
	};
};
