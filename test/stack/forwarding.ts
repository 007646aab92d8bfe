import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createChild } from './child.ts';

/** Ports of another network namespace's loopback address, each by a port of this one's. */
export type Forwarding = {
	/** `http://127.0.0.1:` and the port here for a port there. */
	readonly url: (port: number) => string;
	readonly portOf: (port: number) => number;
	readonly stop: () => Promise<void>;
};

/** Makes ports of the loopback address in the namespace that `netns` holds reachable from here. */
export async function forwardPorts(netns: string, folder: string, ports: readonly number[]): Promise<Forwarding> {
	const sockets = join(folder, 'ports');
	await mkdir(sockets);
	const child = createChild({
		name: 'forward',
		command: process.execPath,
		args: [fileURLToPath(new URL('./forward.ts', import.meta.url)), sockets, ...ports.map(String)],
		folder,
		netns,
		ready: () => ports.every(port => existsSync(join(sockets, String(port)))),
	});
	await child.start();
	const servers = new Map<number, Server>();
	for (const port of ports) servers.set(port, await listen(join(sockets, String(port))));
	const portOf = (port: number): number => {
		const address = servers.get(port)?.address();
		if (typeof address !== 'object' || !address) throw new Error(`port ${port} is not forwarded`);
		return address.port;
	};
	return {
		url: port => `http://127.0.0.1:${portOf(port)}`,
		portOf,
		stop: async () => {
			for (const server of servers.values()) server.close();
			await child.stop();
		},
	};
}

function listen(path: string): Promise<Server> {
	const server = createServer(near => {
		const far = connect(path);
		near.pipe(far).pipe(near);
		for (const socket of [near, far]) {
			socket.on('error', () => {
				near.destroy();
				far.destroy();
			});
		}
	});
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => resolve(server));
	});
}
