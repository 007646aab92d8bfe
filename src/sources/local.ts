import { arch, hostname, loadavg, release, uptime } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { AixclError } from '../errors.ts';
import type { Snapshot } from '../metrics/snapshot.ts';
import { clean } from '../text/clean.ts';
import { createGpuSampler } from './gpu/sampler.ts';
import type { GpuTeller } from './gpu/teller.ts';
import type { Counters } from './local-counters.ts';
import { createFileSystemSampler } from './local-filesystems.ts';
import { createModelSampler, type ModelLister } from './local-models.ts';
import { ratesBetween } from './local-rates.ts';
import { createRing } from './local-ring.ts';
import { type Memory, type System, thisSystem } from './local-system.ts';
import { type Measured, measured, toReadings } from './measured.ts';
import { refuseFuture } from './server-clock.ts';
import type { Source } from './source.ts';

export type LocalSourceOptions = {
	/** Milliseconds the first read waits, so that it has rates too; without it they are absent until the second read. */
	readonly settle?: number;
	readonly system?: System;
	/** Who tells of its GPUs; nobody where left out. */
	readonly gpus?: readonly GpuTeller[];
	/** Who tells which models are loaded; without it nothing is known of models. */
	readonly ollama?: ModelLister;
	/** Milliseconds since the epoch. */
	readonly now?: () => number;
};

// A shorter time between two moments says little: counters tick a hundred times a second.
const shortestWindow = 500;
const filePatience = 1000;
const gpuPatience = 1000;
const modelPatience = 300;

const memoryNumbers = ({ total, available, cached, swapTotal, swapUsed }: Memory): readonly Measured[] => [
	measured('host.memory.total_bytes', total),
	measured('host.memory.used_bytes', total - available),
	measured('host.memory.available_bytes', available),
	measured('host.memory.cached_bytes', cached),
	measured('host.memory.used_ratio', 1 - available / total),
	measured('host.swap.total_bytes', swapTotal),
	measured('host.swap.used_bytes', swapUsed),
];

const machineNumbers = (counters: Counters | undefined): readonly Measured[] => {
	const [load1, load5, load15] = loadavg() as [number, number, number];
	const machine = arch() === 'x64' ? 'x86_64' : arch() === 'arm64' && process.platform === 'linux' ? 'aarch64' : arch();
	return [
		measured('host.load1', load1),
		measured('host.load5', load5),
		measured('host.load15', load15),
		measured('host.uptime_seconds', uptime()),
		measured('host.cpu.cores', counters?.cores.size || undefined),
		measured('host.info', 1, { nodename: clean(hostname()), release: clean(release()), machine: clean(machine) }),
	];
};

const noPast = (at: number, begins: number) =>
	new AixclError("This machine's own numbers begin when aixcl does", {
		code: 'local',
		hint:
			at < begins
				? 'For the past, start Prometheus and give its address with --prometheus.'
				: 'Nothing was measured at that time.',
	});

/** Samples this machine itself: the `host.*` metrics, its GPUs, and the models that its Ollama has loaded. Its past is what it read itself within the last hour. */
export const createLocalSource = (options: LocalSourceOptions = {}): Source => {
	const { settle = 0, system = thisSystem, ollama, now = Date.now } = options;
	const gpus = createGpuSampler(options.gpus ?? []);
	const fileSystems = createFileSystemSampler(system);
	const models = ollama ? createModelSampler(ollama) : undefined;
	const ring = createRing();
	const host = { instance: clean(hostname()), name: clean(hostname()) };
	let before: Counters | undefined;
	let rates: readonly Measured[] = [];
	let reading: Promise<Snapshot> | undefined;

	const sampleRates = async (): Promise<Counters> => {
		let after = await system.counters();
		if (!before && settle > 0) {
			before = after;
			await sleep(settle);
			after = await system.counters();
		}
		if (before && after.at - before.at < Math.min(shortestWindow, settle || shortestWindow)) return after;
		if (before) rates = ratesBetween(before, after);
		before = after;
		return after;
	};

	const sample = async (): Promise<Snapshot> => {
		const [counters, memory, files, loaded, devices] = await Promise.all([
			sampleRates().catch(() => undefined),
			system.memory().then(memoryNumbers, () => []),
			fileSystems.read(filePatience),
			models?.read(modelPatience) ?? [],
			gpus.read(gpuPatience),
		]);
		const at = now();
		const readings = toReadings(
			[...rates, ...machineNumbers(counters), ...memory, ...files, ...loaded, ...devices.numbers],
			at,
		);
		ring.add(readings, at);
		const gpuFault = devices.fault === undefined ? {} : { gpuFault: devices.fault };
		return { at, via: 'local', readings, alerts: [], targets: [], host, hosts: [host], ...gpuFault };
	};

	const then = (at: number): Snapshot => {
		refuseFuture(at, now());
		const readings = ring.at(at);
		if (Object.keys(readings).length === 0) throw noPast(at, ring.reach() ?? Number.POSITIVE_INFINITY);
		return { at, via: 'local', readings, alerts: [], targets: [], host, hosts: [host] };
	};

	return {
		name: 'local',
		skew: 0,
		async read(signal, { at } = {}) {
			if (at !== undefined) return then(at);
			reading ??= sample().finally(() => {
				reading = undefined;
			});
			const snapshot = await reading;
			signal.throwIfAborted();
			return snapshot;
		},
		range: async (ids, window) => ring.range(ids, window),
		details: async () => ({}),
		alerts: async () => [],
		reach: async () => ring.reach(),
		events: async () => [],
		close() {
			models?.close();
			before = undefined;
			rates = [];
		},
	};
};
