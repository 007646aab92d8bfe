import { isIPv4 } from 'node:net';
import { type Clean, clean } from '../text/clean.ts';
import { EngineError } from './engine-error.ts';
import { parseSshAddress, type SshTarget, sshUrl } from './ssh-address.ts';

/** PEM texts of a client's certificate; what is absent is left to Node's defaults. */
export type Tls = {
	readonly ca?: Buffer;
	readonly cert?: Buffer;
	readonly key?: Buffer;
	/** True where a context says not to check the server's certificate. */
	readonly skipVerify: boolean;
};

export type Connection =
	| { readonly socketPath: string }
	| { readonly ssh: SshTarget }
	| { readonly host: string; readonly port: number; readonly basePath: string; readonly tls: Tls | undefined };

/** One container engine to talk to, and which setting named it. */
export type Endpoint = { readonly url: Clean; readonly from: string; readonly connection: Connection };

/**
 * Reads an address as Docker writes it: `unix:///path`, `ssh://user@host`, `tcp://host:port`,
 * `http(s)://host:port/base`, `host:port`.
 * Throws an EngineError for what cannot be used, also for a plain connection to another machine.
 */
export const parseAddress = (address: string, from: string, tls: Tls | undefined): Endpoint => {
	const refuse = (what: string, hint: string) => new EngineError(`${what} (from ${from})`, { kind: 'refused', hint });
	const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(address)?.[1]?.toLowerCase();
	if (scheme === 'unix') return unixSocket(address.slice('unix://'.length), from);
	if (scheme === 'ssh') {
		const ssh = parseSshAddress(address, from);
		return { url: sshUrl(ssh), from, connection: { ssh } };
	}
	if (scheme !== undefined && !['tcp', 'http', 'https'].includes(scheme)) {
		throw refuse(
			`${clean(scheme, 20)}:// is no address of a container engine here`,
			'Use unix:///path, ssh://user@host or tcp://host:port.',
		);
	}
	// Under a scheme that URL does not know, a port is kept even where it is the usual one.
	const parsed = URL.parse(`tcp://${address.slice(scheme === undefined ? 0 : scheme.length + 3)}`);
	if (parsed === null || parsed.hostname === '' || parsed.search !== '' || parsed.hash !== '') {
		throw refuse('The engine address cannot be read', 'Use unix:///path, ssh://user@host or tcp://host:port.');
	}
	if (parsed.username !== '' || parsed.password !== '') {
		throw refuse(
			'The engine address must not hold a user or password',
			'Use TLS client certificates or ssh://user@host instead.',
		);
	}
	const secure = tls ?? (scheme === 'https' ? { skipVerify: false } : undefined);
	const host = parsed.hostname.replace(/^\[|\]$/g, '').toLowerCase();
	if (secure === undefined && !isLoopback(host)) {
		throw refuse(
			`${clean(parsed.host, 100)} is another machine, and the connection would not be encrypted`,
			'Use ssh://user@host, or set DOCKER_TLS_VERIFY=1 and DOCKER_CERT_PATH.',
		);
	}
	const port = Number(parsed.port || portOf(scheme, secure !== undefined));
	const basePath = parsed.pathname.replace(/\/+$/, '');
	const shown = `${scheme ?? 'tcp'}://${parsed.hostname}:${port}${basePath}`;
	return { url: clean(shown, 200), from, connection: { host, port, basePath, tls: secure } };
};

/** The endpoint of a socket file. Throws an EngineError when `path` is not absolute. */
export const unixSocket = (path: string, from: string): Endpoint => {
	if (!path.startsWith('/') || path.includes('\0')) {
		throw new EngineError(`The engine address needs an absolute path (from ${from})`, {
			kind: 'refused',
			hint: 'Use unix:///path/to/docker.sock.',
		});
	}
	return { url: clean(`unix://${path}`, 200), from, connection: { socketPath: path } };
};

const portOf = (scheme: string | undefined, isTls: boolean): number =>
	scheme === 'http' ? 80 : scheme === 'https' ? 443 : isTls ? 2376 : 2375;

const isLoopback = (host: string): boolean =>
	host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
