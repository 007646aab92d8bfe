import { allSettled } from './all-settled.ts';
import { startCadvisor } from './cadvisor.ts';
import type { Child } from './child.ts';
import { type Cleanup, createCleanup } from './cleanup.ts';
import { CONTAINER_IMAGE, removeContainers, startContainers } from './containers.ts';
import { startEngine } from './engine.ts';
import { startNodeExporter, startPostgresExporter } from './exporters.ts';
import { type ActOnPart, actOnChild } from './part-control.ts';
import { findParts, type Parts } from './parts.ts';
import { startPostgres } from './postgres.ts';
import { startTraffic } from './postgres-traffic.ts';
import { startPrometheus } from './prometheus.ts';
import { jobFor } from './prometheus-config.ts';
import { createRigHandle, type RigHandle } from './rig-handle.ts';
import { type RigOptions, withDefaults } from './rig-options.ts';
import { makeScratch, removeAbandoned, removeScratch } from './scratch.ts';
import { stopOnSignal } from './stop-on-signal.ts';

/** A rig that this process runs. */
export type Rig = RigHandle & {
	/** Does one thing to one program, by their names. */
	readonly act: ActOnPart;
	/** Ends everything that was started and deletes the rig's folder. */
	readonly stop: () => Promise<void>;
};

/**
 * Starts PostgreSQL with some traffic, its exporter, node_exporter, a Docker engine with containers, cAdvisor's stand-in
 * and a Prometheus that scrapes them, on loopback, in one temporary folder. Ready when all of them are.
 * SIGINT, SIGTERM and SIGHUP stop it before they end this process. Throws when a part is missing.
 */
export async function startRig(options: RigOptions = {}): Promise<Rig> {
	const { parts, missing } = findParts(options.generation);
	if (!parts) throw new Error(missing);
	await removeAbandoned();
	const folder = await makeScratch();
	const cleanup = createCleanup();
	cleanup.add(() => removeScratch(folder));
	cleanup.add(stopOnSignal(cleanup.run));
	try {
		return await startParts(parts, folder, options, cleanup);
	} catch (error) {
		await cleanup.run().catch(() => undefined);
		throw error;
	}
}

async function startParts(parts: Parts, folder: string, options: RigOptions, cleanup: Cleanup): Promise<Rig> {
	const { interval, rules, otherJobs, idleContainers, watched } = withDefaults(options);
	const keep = <Started extends { readonly child: Child }>(started: Started) => {
		cleanup.add(started.child.stop);
		return started;
	};

	async function startDatabase() {
		const server = keep(await startPostgres(parts, folder));
		const traffic = await startTraffic(parts, server.owner);
		cleanup.add(traffic.stop);
		return { server, exporter: keep(await startPostgresExporter(parts, folder, server.exporter)) };
	}
	async function startThings() {
		const engine = await startEngine(parts, folder);
		cleanup.add(engine.removeNetwork);
		keep(engine);
		cleanup.add(() => removeContainers(engine));
		return { engine, ids: await startContainers(parts, engine.access, folder, idleContainers) };
	}
	const [{ server, exporter }, { engine, ids }, node] = await allSettled(
		startDatabase(),
		startThings(),
		startNodeExporter(parts, folder).then(keep),
	);
	const cadvisor = await startCadvisor(watched.map(name => ({ name, id: ids[name] ?? '', image: CONTAINER_IMAGE })));
	cleanup.add(cadvisor.stop);

	const jobs = [
		jobFor('node', node.target),
		jobFor('postgres', exporter.target),
		{ ...jobFor('cadvisor', cadvisor.target), honor_timestamps: false },
	];
	const prometheus = keep(await startPrometheus(parts, folder, { interval, jobs, otherJobs, rules }));

	const children = {
		prometheus: prometheus.child,
		engine: engine.child,
		postgres: server.child,
		nodeExporter: node.child,
		postgresExporter: exporter.child,
	};
	const act: ActOnPart = (part, action) => actOnChild(children[part], action);
	const handle = createRigHandle(
		{
			generation: parts.generation,
			folder,
			prometheusUrl: prometheus.url,
			intervalSeconds: interval,
			postgresAccess: server.owner,
			psqlProgram: parts.psql,
			dockerHost: engine.access.dockerHost,
			engineAccess: engine.access,
			containers: ids,
			watched,
		},
		act,
	);
	return { ...handle, act, stop: cleanup.run };
}
