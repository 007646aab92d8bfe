import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What answers to `/health` as Open WebUI does, for a test that asks for no more of it. */
export async function startWebuiHealth(): Promise<AsyncDisposable & { readonly url: string }> {
	const server = createServer(({ url }, response) =>
		url === '/health'
			? response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":true}')
			: response.writeHead(404).end(),
	);
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		[Symbol.asyncDispose]: () =>
			new Promise<void>(resolve => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
