import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cadvisorMetrics, type WatchedContainer } from './cadvisor-metrics.ts';

/** A running stand-in for cAdvisor. */
export type Cadvisor = { readonly target: string; readonly stop: () => Promise<void> };

/**
 * Serves what cAdvisor serves, in its wire format (names, labels, explicit timestamps), for the containers it is told
 * of. It is a stand-in: cAdvisor is packaged nowhere near. Its numbers are true: each answer reads the control groups,
 * process times and network devices of the real containers at that moment. One that has stopped has no series.
 */
export async function startCadvisor(containers: readonly WatchedContainer[]): Promise<Cadvisor> {
	const server = createServer((request, response) => {
		if (request.url !== '/metrics') {
			response.writeHead(404).end();
			return;
		}
		response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' });
		response.end(cadvisorMetrics(containers));
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', resolve);
	});
	const { port } = server.address() as AddressInfo;
	return {
		target: `127.0.0.1:${port}`,
		stop: () =>
			new Promise(resolve => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
