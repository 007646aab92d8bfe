import { type Clean, clean } from '../text/clean.ts';
import { EngineError } from './engine-error.ts';

/** A machine that ssh knows the way to, and the engine's socket there. */
export type SshTarget = {
	/** As ssh is given it: a name, an alias of its settings, or an address. */
	readonly host: string;
	readonly user: string | undefined;
	readonly port: number | undefined;
	/** Absolute path of the engine's socket on that machine. */
	readonly socketPath: string;
};

const shape = /^ssh:\/\/(?:([^@/]*)@)?(\[[^\]/]*\]|[^:@/[\]]*)(?::([^/]*))?(\/.*)?$/i;
const usualSocket = '/var/run/docker.sock';

// What ssh, or the shell of a setting of its, could take for something else is no name.
const isHost = (text: string) => /^[\w](?:[\w.-]{0,252})$/.test(text) || /^[0-9a-f:.]{2,45}$/i.test(text);
const isUser = (text: string) => /^[\w][\w.+-]{0,63}$/.test(text);
const isPath = (text: string) => /^(?:\/[\w.+@-]+)+$/.test(text);

/** Reads `ssh://[user@]host[:port][/path/of/the.sock]`. Throws an EngineError for anything else, or odd in it. */
export const parseSshAddress = (address: string, from: string): SshTarget => {
	const refuse = (what: string, hint: string) => new EngineError(`${what} (from ${from})`, { kind: 'refused', hint });
	const [, user, bracketed = '', port, path = ''] = shape.exec(address) ?? [];
	if (user?.includes(':')) {
		throw refuse('The engine address must not hold a password', 'ssh logs in with a key; see ssh-copy-id.');
	}
	const host = bracketed.replace(/^\[|\]$/g, '');
	const number = port === undefined ? undefined : Number(port);
	const isPort = number === undefined || (/^\d{1,5}$/.test(port ?? '') && number >= 1 && number <= 65_535);
	if (!isHost(host) || (user !== undefined && !isUser(user)) || !isPort)
		throw refuse('The engine address cannot be read', 'Use ssh://user@host, ssh://user@host:port or ssh://host/path.');
	const socketPath = path === '' || path === '/' ? usualSocket : path;
	if (!isPath(socketPath)) {
		throw refuse(
			'The engine address has a path that cannot be used',
			'Name the socket there: ssh://host/run/docker.sock.',
		);
	}
	return { host, user, port: number, socketPath };
};

/** `user@host`, as one would type it. */
export const sshName = ({ host, user }: SshTarget): Clean => clean(user === undefined ? host : `${user}@${host}`, 200);

/** The address again, its path only where it is not the usual one. */
export const sshUrl = ({ host, user, port, socketPath }: SshTarget): Clean => {
	const place = host.includes(':') ? `[${host}]` : host;
	const login = user === undefined ? '' : `${user}@`;
	const path = socketPath === usualSocket ? '' : socketPath;
	return clean(`ssh://${login}${place}${port === undefined ? '' : `:${port}`}${path}`, 300);
};
