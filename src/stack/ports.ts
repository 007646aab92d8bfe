import { createServer } from 'node:net';
import type { Container } from '../engine/container.ts';
import { AixclError } from '../errors.ts';
import type { Service } from './services.ts';
import { portOf, type StackEnv } from './stack-env.ts';

// EACCES is a port below 1024: the engine may use it though we may not try it.
const isTaken = (host: string, port: number): Promise<boolean | 'no such address'> =>
	new Promise(resolve => {
		const server = createServer();
		server.once('error', (error: NodeJS.ErrnoException) => {
			resolve(error.code === 'EADDRNOTAVAIL' ? 'no such address' : error.code === 'EADDRINUSE');
		});
		server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(false)));
	});

const publisherOf = (port: number, containers: readonly Container[]): Container | undefined =>
	containers.find(({ state, ports }) => state === 'running' && ports.some(({ hostPort }) => hostPort === port));

export type PortCheck = {
	readonly services: readonly Service[];
	readonly stackEnv: StackEnv;
	readonly containers: readonly Container[];
	/** IDs of our own containers: a port that one of them has is not taken from anybody. */
	readonly ours: ReadonlySet<string>;
	/** Whether the engine publishes on this machine. */
	readonly isHere: boolean;
};

/** Rejects with an AixclError that names the first port that is taken, by whom, and the variable to change. */
export const requireFreePorts = async ({ services, stackEnv, containers, ours, isHere }: PortCheck): Promise<void> => {
	const bind = stackEnv.values.get('AIXCL_BIND') ?? '127.0.0.1';
	for (const { title, port: published } of services) {
		const { variable } = published;
		const port = portOf(stackEnv, variable);
		const publisher = publisherOf(port, containers);
		if (publisher && ours.has(publisher.id)) continue;
		const taken = publisher ? true : isHere && (await isTaken(bind, port));
		if (taken === false) continue;
		if (taken === 'no such address') {
			throw new AixclError(`AIXCL_BIND is ${bind}, which is no address of this machine`, {
				code: 'config',
				hint: 'Use 127.0.0.1 for this machine only, 0.0.0.0 for all networks, or one of its own addresses.',
			});
		}
		const by = publisher ? `the container ${publisher.name}` : 'another program';
		throw new AixclError(`Port ${port}, which ${title} needs, is taken by ${by}`, {
			code: 'stack',
			hint: publisher
				? `Stop it with docker stop ${publisher.name}, or set ${variable} to another port.`
				: `Find it with ss -ltnp 'sport = :${port}' and end it, or set ${variable} to another port.`,
		});
	}
};
