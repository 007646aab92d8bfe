import { createChild } from './child.ts';
import { createCleanup } from './cleanup.ts';
import { startNodeExporter } from './exporters.ts';
import { freePort } from './free-port.ts';
import { findParts } from './parts.ts';
import { startPrometheus } from './prometheus.ts';
import { jobFor } from './prometheus-config.ts';
import { makeScratch, removeScratch } from './scratch.ts';

/** A Prometheus that watches this machine and another one. */
export type TwoHosts = AsyncDisposable & {
	readonly url: string;
	/** `instance` of this machine, and of the other. */
	readonly instances: readonly [string, string];
	/** What the other machine calls itself. */
	readonly otherName: string;
};

/** Starts a Prometheus with two real node_exporters; one runs in a UTS namespace of its own, under another host name. */
export async function startTwoHosts(otherName: string): Promise<TwoHosts> {
	const { parts, missing } = findParts();
	if (!parts) throw new Error(missing);
	const folder = await makeScratch();
	const cleanup = createCleanup();
	cleanup.add(() => removeScratch(folder));
	try {
		const node = await startNodeExporter(parts, folder);
		cleanup.add(node.child.stop);
		const target = `127.0.0.1:${await freePort()}`;
		const other = createChild({
			name: 'other-node-exporter',
			command: 'unshare',
			args: [
				...['--uts', 'sh', '-c', 'hostname "$0" && exec "$@"', otherName],
				...[parts.nodeExporter, `--web.listen-address=${target}`],
			],
			folder,
			ready: async () => (await fetch(`http://${target}/`, { signal: AbortSignal.timeout(2000) })).ok,
		});
		await other.start();
		cleanup.add(other.stop);
		const jobs = [jobFor('node', node.target), jobFor('other', target)];
		const prometheus = await startPrometheus(parts, folder, { interval: 1, jobs, otherJobs: [], rules: [] });
		cleanup.add(prometheus.child.stop);
		return {
			url: prometheus.url,
			instances: [node.target, target],
			otherName,
			[Symbol.asyncDispose]: cleanup.run,
		};
	} catch (error) {
		await cleanup.run().catch(() => undefined);
		throw error;
	}
}
