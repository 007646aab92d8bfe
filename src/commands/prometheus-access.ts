import type { Config } from '../config/config.ts';
import { readPlainFile } from '../config/read-plain-file.ts';
import { AixclError } from '../errors.ts';
import type { PrometheusAccess } from '../sources/prometheus-access.ts';
import { clean } from '../text/clean.ts';
import { checkPem } from './check-pem.ts';
import { parseHeaders } from './prometheus-headers.ts';

const usageError = (message: string, hint: string) => new AixclError(message, { code: 'usage', hint });

const textOf = (path: string, what: string): string => {
	const text = readPlainFile(path, { what, whenLarge: 'Nothing else belongs in it.' });
	if (text !== undefined && text.trim() !== '') return text;
	throw new AixclError(`${what} ${clean(path)} ${text === undefined ? 'does not exist' : 'is empty'}`, {
		code: 'config',
		hint: 'Check its path, and what is in it.',
	});
};

const lineOf = (path: string, what: string): string => {
	const line = textOf(path, what).replace(/\r?\n$/, '');
	if (!/\p{Cc}/u.test(line)) return line;
	throw new AixclError(`${what} ${clean(path)} has more than one line`, {
		code: 'config',
		hint: 'Nothing else belongs in it.',
	});
};

const tokenOf = (path: string): string => {
	const token = lineOf(path, 'The token file').trim();
	if (/^[!-~]+$/.test(token)) return token;
	throw new AixclError(`The token file ${clean(path)} holds no token`, {
		code: 'config',
		hint: 'A token has neither spaces nor letters beyond ASCII.',
	});
};

const userIn = (url: string): string | undefined => {
	const { username } = new URL(url);
	try {
		return username === '' ? undefined : decodeURIComponent(username);
	} catch {
		return username;
	}
};

const tlsOf = ({ prometheusCaFile, prometheusCertFile, prometheusKeyFile }: Config): PrometheusAccess['tls'] => {
	if ((prometheusCertFile === undefined) !== (prometheusKeyFile === undefined)) {
		throw usageError(
			'A certificate for Prometheus needs its private key, and a key its certificate',
			'Give both --prometheus-cert-file and --prometheus-key-file.',
		);
	}
	const files = { ca: prometheusCaFile, cert: prometheusCertFile, key: prometheusKeyFile };
	const pem = Object.entries(files).flatMap(([name, path]) =>
		path === undefined ? [] : [[name, textOf(path, 'The PEM file')] as const],
	);
	if (pem.length === 0) return undefined;
	const tls = Object.fromEntries(pem);
	try {
		checkPem(tls);
	} catch {
		// What OpenSSL says of a key may hold a part of it.
		throw new AixclError('The certificate files for Prometheus are not PEM, or do not belong together', {
			code: 'config',
			hint: `Check ${clean(Object.values(files).filter(Boolean).join(', '))}.`,
		});
	}
	return tls;
};

/**
 * What the settings say about getting in to Prometheus. Reads every file once, so that a wrong one is told at the start,
 * and those that may change again before each request. Throws an AixclError that never repeats what is in them.
 */
export const prometheusAccess = (config: Config): PrometheusAccess => {
	const { prometheus, prometheusUser, prometheusPasswordFile, prometheusTokenFile } = config;
	const { prometheusHeadersFile, prometheusTenant } = config;
	if (prometheusTokenFile !== undefined && (prometheusPasswordFile ?? prometheusUser) !== undefined) {
		throw usageError('A token and a password for Prometheus exclude each other', 'Give one of the two.');
	}
	const username = prometheusUser ?? userIn(prometheus);
	if (prometheusPasswordFile !== undefined && username === undefined) {
		throw usageError('A password for Prometheus needs a user', 'Give it with --prometheus-user.');
	}
	if (prometheusUser !== undefined && prometheusPasswordFile === undefined) {
		throw usageError('A user for Prometheus needs a password', 'Give its file with --prometheus-password-file.');
	}
	const credentials =
		prometheusPasswordFile === undefined || username === undefined
			? undefined
			: () => ({ username, password: lineOf(prometheusPasswordFile, 'The password file') });
	const headers = (): ReadonlyMap<string, string> =>
		new Map([
			...(prometheusHeadersFile === undefined
				? []
				: parseHeaders(textOf(prometheusHeadersFile, 'The headers file'), prometheusHeadersFile)),
			...(prometheusTenant === undefined ? [] : [['X-Scope-OrgID', prometheusTenant] as const]),
			...(prometheusTokenFile === undefined
				? []
				: [['Authorization', `Bearer ${tokenOf(prometheusTokenFile)}`] as const]),
		]);
	credentials?.();
	headers();
	const tls = tlsOf(config);
	return { headers, ...(credentials && { credentials }), ...(tls && { tls }) };
};
