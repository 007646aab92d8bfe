import type { RequestOptions } from 'node:https';
import type { Connection, Endpoint } from './endpoint-address.ts';
import { createSshTunnel } from './ssh-tunnel.ts';

/** The way to an endpoint, which may have to be made first. */
export type Dialer = {
	/** Where to connect to. Rejects with an EngineError where the way cannot be made. */
	place(): Promise<RequestOptions>;
	/** The error to report for a connection that failed. */
	explain(error: unknown): Promise<unknown>;
	close(): void;
};

export const createDialer = ({ connection }: Endpoint): Dialer => {
	if ('ssh' in connection) {
		const tunnel = createSshTunnel(connection.ssh);
		return {
			place: async () => ({ socketPath: await tunnel.open() }),
			explain: async error => (await tunnel.explain()) ?? error,
			close: tunnel.close,
		};
	}
	const place = 'socketPath' in connection ? { socketPath: connection.socketPath } : addressOf(connection);
	return { place: async () => place, explain: async error => error, close: () => undefined };
};

const addressOf = ({ host, port, tls }: Extract<Connection, { host: string }>): RequestOptions => ({
	host,
	port,
	...(tls ? { ca: tls.ca, cert: tls.cert, key: tls.key, rejectUnauthorized: !tls.skipVerify } : {}),
});
