import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createCleanup } from '../../../stack/cleanup.ts';
import { madeIds } from '../../../stack/made-machine.ts';
import { findParts } from '../../../stack/parts.ts';
import { startPrometheus } from '../../../stack/prometheus.ts';
import { makeScratch, removeScratch } from '../../../stack/scratch.ts';
import { type FakeContainer, fakeContainer } from '../../../support/fake-container.ts';
import { startFakeEngine } from '../../../support/fake-engine.ts';
import type { Servers } from '../faults/bundle.ts';
import { type Page, pages, type World } from './world.ts';

/** What only the engine measures: its memory in KiB is the seconds since a moment. */
export const engineOnly = 'd'.repeat(64);

export type TruthServers = Servers & {
	readonly folder: string;
	readonly container: FakeContainer;
	/** The number of KiB at a time. */
	readonly kibibytesAt: (now: number) => number;
	close(): Promise<void>;
};

const rules = fileURLToPath(new URL('../../../../provisioning/prometheus/rules/aixcl.rules.yml', import.meta.url));

/** A real Prometheus that scrapes a made world each second, and an engine in memory beside it. */
export const startTruth = async (world: World, begun: number): Promise<TruthServers> => {
	const { parts, missing } = findParts();
	if (!parts) throw new Error(missing);
	const cleanup = createCleanup();
	try {
		const folder = await makeScratch();
		cleanup.add(() => removeScratch(folder));
		const exporter = createServer((request, response) => {
			response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' });
			response.end(world.page(request.url?.slice(1) as Page));
		}).listen(0, '127.0.0.1');
		await once(exporter, 'listening');
		cleanup.add(async () => {
			exporter.closeAllConnections();
			exporter.close();
		});
		const { port } = exporter.address() as AddressInfo;
		const jobs = pages.map(page => ({
			job_name: page,
			metrics_path: `/${page}`,
			static_configs: [{ targets: [`127.0.0.1:${port}`], labels: { instance: 'made:1' } }],
		}));
		const prometheus = await startPrometheus(parts, folder, { interval: 1, jobs, otherJobs: [], rules: [rules] });
		cleanup.add(prometheus.child.stop);
		const container = fakeContainer(1, { id: engineOnly, name: 'own', cores: 1.234, memoryLimit: 2 ** 30 });
		const kibibytesAt = (now: number) => 1 + Math.floor((now - begun) / 1000);
		// Each answer has what is so at that moment.
		Object.defineProperty(container, 'memory', { get: () => kibibytesAt(Date.now()) * 1024 });
		const engine = await startFakeEngine({
			containers: [
				container,
				fakeContainer(2, { id: madeIds.ollama, name: 'ollama' }),
				fakeContainer(3, { id: madeIds.worker, name: 'worker' }),
			],
		});
		cleanup.add(engine.stop);
		return {
			prometheusUrl: prometheus.url,
			dockerHost: engine.url,
			folder,
			container,
			kibibytesAt,
			close: cleanup.run,
		};
	} catch (error) {
		await cleanup.run().catch(() => undefined);
		throw error;
	}
};
