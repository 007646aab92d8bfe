import type { RigHandle } from './rig-handle.ts';
import { numberIn } from './shown-number.ts';

/** What `docker stats` says of one container: cores in use, and bytes. */
export type DockerStats = { readonly cores: number; readonly memory: number };

/** One answer of `docker stats`, by the name of the container. */
export async function dockerStats({ docker }: RigHandle): Promise<ReadonlyMap<string, DockerStats>> {
	const lines = await docker('stats', '--no-stream', '--format', '{{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}');
	return new Map(
		lines.split('\n').map(line => {
			const [name = '', cpu = '', memory = ''] = line.split('\t');
			return [name, { cores: numberIn(cpu), memory: numberIn(memory) }];
		}),
	);
}
