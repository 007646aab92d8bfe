import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';

/** Answers `/metrics`, and `/-/healthy` while this process is well, whatever the model server is. */
export const createMetricsPage =
	(registry: Registry, refresh: () => Promise<unknown>) =>
	async ({ url = '/', method }: IncomingMessage, response: ServerResponse): Promise<void> => {
		const path = url.split('?', 1)[0];
		const isRead = method === 'GET' || method === 'HEAD';
		if (isRead && path === '/metrics') {
			await refresh();
			const text = await registry.metrics();
			response.writeHead(200, { 'content-type': registry.contentType });
			response.end(text);
			return;
		}
		const isWell = isRead && path === '/-/healthy';
		response.writeHead(isWell ? 200 : 404, { 'content-type': 'text/plain; charset=utf-8' });
		response.end(isWell ? 'ok\n' : 'Metrics are at /metrics.\n');
	};
