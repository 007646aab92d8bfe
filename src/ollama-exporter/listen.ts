import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AixclError } from '../errors.ts';

/** Where to listen. */
export type ListenAddress = { readonly host: string; readonly port: number };

/** An address as it stands in a URL. */
export const hostAndPort = ({ host, port }: ListenAddress): string =>
	`${host.includes(':') ? `[${host}]` : host}:${port}`;

const sentences: Readonly<Record<string, string>> = {
	EADDRINUSE: 'is taken by another program',
	EADDRNOTAVAIL: 'is no address of this machine',
	EACCES: 'may not be used by this account',
};

/** Resolves with the port that is listened on; rejects with an AixclError that names `flag`. */
export const listen = (server: Server, address: ListenAddress, flag: string): Promise<number> =>
	new Promise((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			const why = sentences[error.code ?? ''] ?? `cannot be listened on (${error.code})`;
			reject(
				new AixclError(`${hostAndPort(address)} ${why}`, {
					code: 'stack',
					hint: `Give another address with ${flag}.`,
					cause: error,
				}),
			);
		});
		server.listen(address, () => resolve((server.address() as AddressInfo).port));
	});
