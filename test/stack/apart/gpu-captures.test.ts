import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { detailIdsOf, type MetricId, metricIds } from '../../../src/metrics/catalogue/catalogue.ts';
import { charts } from '../../../src/metrics/charts.ts';
import { groupOf } from '../../../src/metrics/rules.ts';
import type { Reading, Readings } from '../../../src/metrics/snapshot.ts';
import { createPrometheusSource } from '../../../src/sources/prometheus.ts';
import { keptNames } from '../../support/kept-names.ts';
import { askDashboards } from '../dashboard-answers.ts';
import { describeParts } from '../describe-parts.ts';
import { type ExpectedGpu, expectedGpus } from '../gpu-expectations.ts';
import { startMaskingProxy } from '../masking-proxy.ts';
import { captureKey, numbersIn } from '../real-captures.ts';
import { type CaptureServer, serveCaptures } from '../serve-captures.ts';
import { waitUntil } from '../wait-until.ts';

const { signal } = new AbortController();
const folder = fileURLToPath(new URL('../captures', import.meta.url));

const devices = new Set(expectedGpus.map(({ uuid }) => String(uuid)));
const gpuIds = [...metricIds.filter(id => groupOf(id) === 'gpu'), ...detailIdsOf.gpu];

const isOf = ({ uuid, index, name, exporter }: ExpectedGpu, { labels }: Reading): boolean =>
	(typeof uuid === 'string' ? labels.uuid === uuid : uuid.test(labels.uuid ?? '')) &&
	(labels.index ?? '') === index &&
	labels.name === name &&
	labels.exporter === exporter;

const numberOf = (readings: Readings, gpu: ExpectedGpu, id: MetricId): number | undefined => {
	const found = (readings[id] ?? []).filter(reading => isOf(gpu, reading));
	expect(found.length).toBeLessThanOrEqual(1);
	return found[0]?.value;
};

const labelled = (readings: Readings, id: MetricId, ...names: string[]) =>
	(readings[id] ?? [])
		.map(({ labels, value }) => [...names.map(name => labels[name]), value])
		.toSorted((a, b) => (String(a) < String(b) ? -1 : 1));

describeParts('the exporters of GPUs, served to a real Prometheus', () => {
	let server: CaptureServer;
	let recorded: Readings;
	let raw: Readings;

	beforeAll(async () => {
		// Everything is to survive what the shipped configuration does not keep.
		const keeps = (name: string) => keptNames.get(name.startsWith('node_exporter') ? 'node' : 'gpu')!;
		server = await serveCaptures(folder, { keeps });
		await using proxy = await startMaskingProxy(server.url, () => true);
		const [one, other] = [server.url, proxy.url].map(url => createPrometheusSource({ url, thisHostName: 'none' }));
		const read = async (source: typeof one, via: 'recorded' | 'raw') => {
			const snapshot = await source!.read(signal);
			return snapshot.via === via ? { ...snapshot.readings, ...(await source!.details(detailIdsOf.gpu, signal)) } : {};
		};
		await waitUntil(
			async () => {
				[recorded, raw] = await Promise.all([read(one, 'recorded'), read(other, 'raw')]);
				// What was scraped last is recorded with the next evaluation.
				return raw['gpu.info']?.length === devices.size && gpuIds.every(id => recorded[id]?.length === raw[id]?.length);
			},
			{ what: 'every device to be recorded', why: () => JSON.stringify(recorded['gpu.info']) },
		);
		for (const source of [one!, other!]) source.close();
	});

	afterAll(() => server?.[Symbol.asyncDispose]());

	it.each(expectedGpus.map(gpu => [`${gpu.exporter}: ${gpu.index} ${gpu.name}`, gpu] as const))('%s', (_, gpu) => {
		for (const readings of [recorded, raw]) {
			for (const [id, value] of Object.entries(gpu.numbers) as [MetricId, number][]) {
				expect.soft(numberOf(readings, gpu, id), id).toBeCloseTo(value, 6);
			}
			for (const id of gpu.absent ?? []) expect.soft(numberOf(readings, gpu, id), id).toBeUndefined();
		}
	});

	it('have a past for the charts, a line for each device that tells it', async () => {
		const source = createPrometheusSource({ url: server.url, thisHostName: 'none' });
		const all = (id: MetricId) => recorded[id]?.length ?? 0;
		// The window ends at a whole second, which all of it may not have been recorded at yet.
		const { via, series } = await waitUntil(
			async () => {
				const { at } = await source.read(signal);
				const history = await source.range(charts.gpu, { end: at, span: 60_000, step: 1000 }, signal);
				const isWhole = charts.gpu.every(id => {
					const ended = (history.series[id] ?? []).filter(({ values }) => !Number.isNaN(values.at(-1)));
					return ended.length >= all(id);
				});
				return isWhole && history;
			},
			{ what: 'a window with all of them at its end' },
		);
		source.close();
		expect(via).toBe('recorded');
		for (const id of charts.gpu) {
			const lines = new Map(series[id]?.map(({ labels, values }) => [labels.uuid, values.at(-1)]));
			expect(lines, id).toEqual(new Map(recorded[id]?.map(({ labels, value }) => [labels.uuid, value])));
		}
	});

	it('tell each device once in each number, whoever tells it', () => {
		for (const id of gpuIds) {
			const keys = (recorded[id] ?? []).map(({ labels }) =>
				[labels.uuid, labels.mig ?? '', labels.pid ?? ''].join(' '),
			);
			expect(new Set(keys).size, id).toBe(keys.length);
		}
	});

	it('tell the versions of driver and CUDA where they know them', () => {
		expect(labelled(recorded, 'gpu.info', 'exporter', 'driver', 'cuda')).toEqual(
			expect.arrayContaining([
				['dcgm-exporter', '580.95.05', undefined, 1],
				['dcgm-exporter', '550.90.07', '12.4', 1],
				['nvidia_gpu_exporter', '580.95.05', '13.0', 1],
				['nvitop-exporter', '570.133.07', '12.8', 1],
				['all-smi', '575.57.08', '12.9', 1],
				['rocm', '6.12.12', undefined, 1],
			]),
		);
	});

	it('tell the instances of devices that are divided by MIG', () => {
		const used = labelled(recorded, 'gpu.mig.memory.used_bytes', 'exporter', 'mig', 'profile');
		expect(used).toEqual([
			['all-smi', '1', '1g.5gb', 2 ** 30],
			['all-smi', '2', '3g.20gb', 2 ** 33],
			['dcgm-exporter', '1', '3g.40gb', 10_336 * 2 ** 20],
			['dcgm-exporter', '13', '1g.10gb', 152 * 2 ** 20],
			['nvidia_gpu_exporter', '2', '3g.71gb', 43e9],
			['nvidia_gpu_exporter', '7', '1g.18gb', 1e9],
		]);
		expect(labelled(recorded, 'gpu.mig.memory.total_bytes', 'exporter', 'mig')).toHaveLength(6);
		expect(labelled(recorded, 'gpu.mig.utilization_ratio', 'exporter', 'mig')).toEqual([
			['all-smi', '1', 0],
			['all-smi', '2', 0.64],
			['dcgm-exporter', '1', 0.72],
			['dcgm-exporter', '13', 0.01],
		]);
	});

	it('fill the dashboard', async () => {
		const answers = await askDashboards(server.url, uid => uid === 'gpu');
		expect(answers.filter(({ error }) => error !== undefined)).toEqual([]);
		const empty = answers.filter(({ series }) => series.length === 0).map(({ name }) => name);
		// There is no container and no alert.
		expect(empty.filter(name => !name.includes('annotation'))).toEqual([]);
	});

	it('tell the processes', () => {
		expect(labelled(recorded, 'gpu.processes.memory_bytes', 'exporter', 'pid', 'process')).toEqual([
			['all-smi', '555', 'python3', 6_442_450_944],
			['all-smi', '777', 'vllm', 7_516_192_768],
			['nvidia_gpu_exporter', '4242', '/usr/lib/ollama/llama-server', 8_482_979_840],
			['nvidia_gpu_exporter', '66', 'blender', 2 ** 29],
			['nvidia_gpu_exporter', '977', 'ffmpeg', 377_487_360],
			['nvitop-exporter', '31337', 'ollama runner --port 40123', 9876 * 2 ** 20],
			['nvitop-exporter', '808', 'llama-server -m a.gguf', 3000 * 2 ** 20],
		]);
	});
});

describeParts('two exporters of GPUs', () => {
	it('of which one goes down: the devices of the other stay, and which is down is told', async () => {
		await using server = await serveCaptures(folder, { names: ['nvidia_gpu_exporter', 'nvitop-exporter'] });
		const source = createPrometheusSource({ url: server.url, thisHostName: 'none' });
		let snapshot = await source.read(signal);
		const jobs = () => [...new Set(snapshot.readings['gpu.memory.used_bytes']?.map(({ labels }) => labels.job))];
		const until = (wanted: () => boolean, what: string) =>
			waitUntil(
				async () => {
					snapshot = await source.read(signal);
					return wanted();
				},
				{ what, why: () => JSON.stringify([jobs(), snapshot.targets]) },
			);
		await until(() => jobs().length === 2, 'the devices of both');
		await server.stop('nvitop-exporter');
		await until(() => jobs().length === 1, 'the devices of one');
		expect(jobs()).toEqual(['nvidia_gpu_exporter']);
		expect(snapshot.readings['gpu.info']).toHaveLength(2);
		expect(snapshot.targets.filter(({ isUp }) => !isUp).map(({ job }) => job)).toEqual(['nvitop-exporter']);
		source.close();
	});
});

// A folder of captures of real machines, where one is named.
const real = process.env.AIXCL_CAPTURES;

if (real !== undefined) {
	describeParts('captures of real machines by nvidia_gpu_exporter', () => {
		it('are read as they stand there', async () => {
			await using captured = await serveCaptures(join(real, 'nvidia_gpu_exporter'));
			const source = createPrometheusSource({ url: captured.url, thisHostName: 'none' });
			const devices = [...captured.texts.values()].join('').match(/^nvidia_smi_gpu_info\{/gm)?.length;
			let readings: Readings = {};
			await waitUntil(
				async () => {
					const snapshot = await source.read(signal);
					readings = { ...snapshot.readings, ...(await source.details(detailIdsOf.gpu, signal)) };
					return snapshot.via === 'recorded' && readings['gpu.info']?.length === devices;
				},
				{ what: `${devices} devices to be recorded` },
			);
			source.close();
			const rows = [...captured.texts].map(([job, text]) => {
				const expected = numbersIn(text);
				const wrong = expected.filter(({ id, key, value }) => {
					const found = (readings[id] ?? []).filter(
						({ labels }) => labels.job === job && captureKey(labels.uuid, labels.mig, labels.pid) === key,
					);
					return found.length !== 1 || Math.abs(found[0]!.value - value) > 1e-9 * Math.abs(value);
				});
				const told = Object.values(readings).flatMap(list => list.filter(({ labels }) => labels.job === job));
				return {
					capture: job,
					numbers: expected.length,
					told: told.length,
					wrong: wrong.map(({ id }) => id).join(' '),
				};
			});
			console.table(rows);
			expect(rows.filter(({ wrong }) => wrong !== '')).toEqual([]);
		});
	});
}
