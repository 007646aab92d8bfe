import { join } from 'node:path';
import { allSettled } from './all-settled.ts';
import { type Child, createChild } from './child.ts';
import { createCleanup } from './cleanup.ts';
import { CONTAINER_IMAGE } from './containers.ts';
import { type EngineAccess, runDocker, startEngine } from './engine.ts';
import { startNodeExporter, startPostgresExporter } from './exporters.ts';
import { forwardPorts } from './forwarding.ts';
import { freePort } from './free-port.ts';
import { makeImage } from './make-image.ts';
import { startPostgres } from './postgres.ts';
import { startTraffic } from './postgres-traffic.ts';
import { startPrometheus } from './prometheus.ts';
import type { ScrapeJob } from './prometheus-config.ts';
import { runProgram } from './run-program.ts';
import { makeScratch, removeAbandoned, removeScratch } from './scratch.ts';
import type { StackParts } from './stack-parts.ts';
import { stopOnSignal } from './stop-on-signal.ts';

/** An engine without containers, and a Prometheus that is set up as the upstream project's is. */
export type UpstreamMonitoring = {
	readonly access: EngineAccess;
	readonly docker: (...args: readonly string[]) => Promise<string>;
	/** Its cAdvisor may not ask the engine, and sees the root control group only. */
	readonly prometheusUrl: string;
	/** Its cAdvisor asks the engine, and repeats the network of the host for every container that shares it. */
	readonly seeingUrl: string;
	readonly stop: () => Promise<void>;
};

/** Ports on the loopback address of the engine's network: cAdvisor listens on every address there is. */
const PORTS = { cadvisor: 8081, 'seeing-cadvisor': 8082 } as const;

const startCadvisor = async (parts: StackParts, folder: string, name: keyof typeof PORTS, docker: string) => {
	const child = createChild({
		name,
		command: parts.cadvisor,
		args: [
			...[`--port=${PORTS[name]}`, '--docker_only=true', `--docker=${docker}`],
			...['--housekeeping_interval=1s', '--allow_dynamic_housekeeping=false'],
		],
		folder,
		netns: networkOf(folder),
		ready: () => true,
	});
	await child.start();
	return { child };
};

const job = (name: string, target: string, labels: Readonly<Record<string, string>>): ScrapeJob => ({
	job_name: name,
	static_configs: [{ targets: [target], labels }],
});

const networkOf = (folder: string) => join(folder, 'engine', 'network');

/** Starts real exporters, a real cAdvisor and a real Prometheus with the jobs and labels of upstream, without rules. */
export async function startUpstreamMonitoring(parts: StackParts): Promise<UpstreamMonitoring> {
	await removeAbandoned();
	const folder = await makeScratch();
	const cleanup = createCleanup();
	cleanup.add(() => removeScratch(folder));
	cleanup.add(stopOnSignal(cleanup.run));
	const keep = <Started extends { readonly child: Child }>(started: Started) => {
		cleanup.add(started.child.stop);
		return started;
	};
	const startDatabase = async () => {
		const server = keep(await startPostgres(parts, folder));
		cleanup.add((await startTraffic(parts, server.owner)).stop);
		return keep(await startPostgresExporter(parts, folder, server.exporter));
	};
	const startThings = async () => {
		const engine = await startEngine(parts, folder);
		cleanup.add(engine.removeNetwork);
		keep(engine);
		// cAdvisor counts neither the loopback device nor Docker's own.
		const link = ['link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', 'eth1'];
		await runProgram('nsenter', [`--net=${networkOf(folder)}`, 'ip', ...link]);
		await makeImage(parts.busybox, engine.access, folder, CONTAINER_IMAGE, { files: {}, changes: [] });
		keep(await startCadvisor(parts, folder, 'cadvisor', `unix://${join(folder, 'no-engine.sock')}`));
		keep(await startCadvisor(parts, folder, 'seeing-cadvisor', engine.access.dockerHost));
		const ports = await forwardPorts(networkOf(folder), folder, Object.values(PORTS));
		cleanup.add(ports.stop);
		return { access: engine.access, ports };
	};
	try {
		const [exporter, { access, ports }, node] = await allSettled(
			startDatabase(),
			startThings(),
			startNodeExporter(parts, folder).then(keep),
		);
		const start = async (name: string, cadvisor: keyof typeof PORTS) => {
			const jobs = [
				job('node-exporter', node.target, { instance: 'aixcl-host', service: 'node-exporter' }),
				job('cadvisor', `127.0.0.1:${ports.portOf(PORTS[cadvisor])}`, { service: 'cadvisor' }),
				job('postgres-exporter', exporter.target, { service: 'postgres', database: 'aixcl' }),
			];
			// Ollama has no metrics; the first versions asked it for them all the same.
			const otherJobs = [job('ollama', `127.0.0.1:${await freePort()}`, { service: 'ollama' })];
			return keep(await startPrometheus(parts, folder, { interval: 1, jobs, otherJobs, rules: [], name }));
		};
		const prometheus = await start('prometheus', 'cadvisor');
		const seeingPrometheus = await start('seeing-prometheus', 'seeing-cadvisor');
		return {
			access,
			docker: (...args) => runDocker(access, args),
			prometheusUrl: prometheus.url,
			seeingUrl: seeingPrometheus.url,
			stop: cleanup.run,
		};
	} catch (error) {
		await cleanup.run().catch(() => undefined);
		throw error;
	}
}
