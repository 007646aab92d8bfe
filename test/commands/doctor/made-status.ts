import type { ServiceStatus } from '../../../src/commands/status/look.ts';
import type { Container } from '../../../src/engine/container.ts';
import { composeFilePath } from '../../../src/stack/paths.ts';
import { projectName, services } from '../../../src/stack/services.ts';
import type { StackEnv } from '../../../src/stack/stack-env.ts';
import { clean, literal } from '../../../src/text/clean.ts';

/** The settings of a stack: its profiles, and what its variables are. */
export const madeEnv = (profiles = '', values: Readonly<Record<string, string>> = {}): StackEnv => ({
	values: new Map(Object.entries({ AIXCL_BIND: '127.0.0.1', OLLAMA_PORT: '11434', ...values })),
	file: undefined,
	profiles,
});

/** A service of the stack that runs, and what of it is published. */
export const running = (name: string, ports: readonly (readonly [published: number, inside: number])[] = []) => {
	const container: Container = {
		...{ id: name.padEnd(64, '0'), name: clean(name), image: literal('image'), state: 'running', health: 'healthy' },
		...{ startedAt: 0, finishedAt: undefined, exitCode: undefined, restartCount: 0 },
		ports: ports.map(([hostPort, containerPort]) => ({
			...{ hostIp: literal('127.0.0.1'), hostPort, containerPort, protocol: literal('tcp') },
		})),
		...{ project: literal(projectName), service: clean(name), composeFiles: [clean(composeFilePath())] },
	};
	const service = services.find(each => each.name === name);
	return { name, service, container, condition: 'up', isForeign: false, url: undefined } as ServiceStatus;
};
