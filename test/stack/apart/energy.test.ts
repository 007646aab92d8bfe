import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { detailIdsOf } from '../../../src/metrics/catalogue/catalogue.ts';
import { createPrometheusSource } from '../../../src/sources/prometheus.ts';
import { type Comparison, compareModels } from '../../../src/ui/llm/comparison.ts';
import { createCleanup } from '../cleanup.ts';
import { describeParts } from '../describe-parts.ts';
import { addSamples, startOnData } from '../made-past.ts';
import type { MadeSeries } from '../made-series.ts';
import { makeScratch, removeScratch } from '../scratch.ts';

const { signal } = new AbortController();
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

const end = Math.floor((Date.now() - hour) / minute) * minute;
/** Three hours: two at rest, and the last one in which both models were asked. */
const span = { start: end - 3 * hour, end };

type Labels = Readonly<Record<string, string>>;

const server = { job: 'ollama', instance: 'o' };
const counter = (name: string, labels: Labels, perSecond: (at: number) => number): MadeSeries => {
	const busy = (at: number) => Math.max(0, at - (end - hour)) / second;
	const all = (at: number) => (at - span.start) / second;
	return {
		name,
		labels,
		// Rates change once, where the last hour begins.
		value: at => (all(at) - busy(at)) * perSecond(span.start) + busy(at) * perSecond(end),
	};
};
const inLastHour = (name: string, labels: Labels, perSecond: number): MadeSeries =>
	counter(name, { ...server, ...labels }, at => (at >= end - hour ? perSecond : 0));

/** So many tokens and requests in the hour, and so many seconds at work on them. */
const model = (name: string, tokens: number, requests: number, seconds: number): readonly MadeSeries[] => [
	inLastHour('ollama_generated_tokens_total', { model: name, source: 'reported' }, tokens / 3600),
	inLastHour('ollama_eval_seconds_total', { model: name }, (0.9 * seconds) / 3600),
	inLastHour('ollama_prompt_eval_seconds_total', { model: name }, (0.1 * seconds) / 3600),
	inLastHour('ollama_request_duration_seconds_count', { model: name }, requests / 3600),
	{ name: 'ollama_requests_in_flight', labels: { ...server, model: name }, value: () => 0 },
];

const watts = (idle: number, busy: number) => (at: number) => (at >= end - hour ? busy : idle);
/** A counter of energy in a unit of so many joules. */
const energy = (name: string, labels: Labels, idle: number, busy: number, unit = 1): MadeSeries =>
	counter(name, labels, at => watts(idle, busy)(at) / unit);

const dcgm = (gpu: string): Labels => ({ job: 'dcgm', instance: 'd', gpu, UUID: `GPU-${gpu}` });
const nvml = (uuid: string): Labels => ({ job: 'nvidia', instance: 'n', uuid });
const node: Labels = { job: 'node', instance: 'box:9100' };

/** A large and a small model: three quarters of the time, and nine tenths of the tokens. */
const models = [...model('large', 90_000, 300, 1200), ...model('small', 10_000, 100, 400)];

describeParts('what models use, by the counters of a real Prometheus', parts => {
	const cleanup = createCleanup();
	let folder = '';
	beforeAll(async () => {
		folder = await makeScratch();
		cleanup.add(() => removeScratch(folder));
	});
	afterAll(cleanup.run);

	const compare = async (name: string, more: readonly MadeSeries[], price?: number): Promise<Comparison> => {
		const data = join(folder, name);
		await addSamples(parts, data, { series: [...models, ...more], spans: [span], step: 15 * second });
		const { child, url } = await startOnData(parts, data);
		const source = createPrometheusSource({ url, thisHostName: 'box' });
		try {
			const [{ readings }, details] = [
				await source.read(signal, { at: end }),
				await source.details(detailIdsOf.llm, signal, { at: end }),
			];
			return compareModels(readings, details, price);
		} finally {
			source.close();
			await child.stop();
		}
	};
	const of = ({ models: found }: Comparison, name: string) => found.find(({ row }) => row.name === name)!;
	const near = (value: number | undefined, expected: number) => {
		expect(value, `${value} is not about ${expected}`).toBeGreaterThan(expected * 0.99);
		expect(value, `${value} is not about ${expected}`).toBeLessThan(expected * 1.01);
	};

	it('is that of DCGM\u2019s counters, of both devices, beyond what they use at rest, and costs', async () => {
		// Two devices at 20 W and 10 W, and in the last hour at 220 W and 80 W: 300 W for an hour are 1.08 MJ.
		const found = await compare(
			'dcgm',
			[
				energy('DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION', dcgm('0'), 20, 220, 0.001),
				energy('DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION', dcgm('1'), 10, 80, 0.001),
			],
			0.3,
		);
		expect(found.energy.parts).toEqual(['GPU']);
		near(found.energy.gross, 1_080_000);
		near(found.energy.net, 1_080_000 - 30 * 3600);
		// Three quarters of it for 90,000 tokens, one quarter for 10,000.
		near(of(found, 'large').gross, 9000);
		near(of(found, 'small').gross, 27_000);
		near(of(found, 'large').net, 8100);
		near(of(found, 'small').net, 24_300);
		// 9 MJ for a million tokens are 2.5 kWh, at 0.30 each.
		near(of(found, 'large').cost, 0.75);
		near(of(found, 'small').cost, 2.25);
	});

	it('is that of NVML\u2019s counters and of RAPL together', async () => {
		// A device of 100 W that rests at 25 W, and a processor of 50 W and 10 W with 6 W and 2 W for its memory.
		const found = await compare('nvml', [
			energy('nvidia_smi_energy_joules_total', nvml('a'), 25, 100),
			energy('node_rapl_package_joules_total', { ...node, index: '0' }, 10, 50),
			energy('node_rapl_dram_joules_total', { ...node, index: '0' }, 2, 6),
		]);
		expect(found.energy.parts).toEqual(['GPU', 'CPU']);
		near(found.energy.gross, 156 * 3600);
		near(found.energy.net, (156 - 37) * 3600);
		near(of(found, 'large').gross, (156 * 3600 * 0.75) / 90);
		near(of(found, 'small').net, (119 * 3600 * 0.25) / 10);
		expect(of(found, 'large').cost).toBeUndefined();
	});

	it('is the mean power where there is no counter', async () => {
		const found = await compare('power', [
			{ name: 'nvidia_smi_power_draw_watts', labels: nvml('a'), value: watts(15, 115) },
			{ name: 'nvidia_smi_power_draw_watts', labels: nvml('b'), value: watts(5, 35) },
		]);
		near(found.energy.gross, 150 * 3600);
		near(found.energy.net, 130 * 3600);
		near(of(found, 'large').gross, (150 * 3600 * 0.75) / 90);
	});

	it('is one power where an exporter tells two of a device', async () => {
		const card: Labels = { job: 'rocm', instance: 'r', gpu_id: '0', serial_number: 'x' };
		const found = await compare('rocm', [
			{ name: 'gpu_package_power', labels: card, value: watts(40, 200) },
			{ name: 'gpu_average_package_power', labels: card, value: watts(38, 190) },
		]);
		near(found.energy.gross, 720_000);
		near(found.energy.net, 576_000);
	});

	it('is that of ROCm\u2019s exporter by its other name too, and without what it does not know', async () => {
		const card: Labels = { job: 'rocm', instance: 'r', gpu_id: '0', serial_number: 'x' };
		const found = await compare('rocm-prefixed', [
			{ name: 'amd_gpu_package_power', labels: card, value: () => 65_535 },
			{ name: 'amd_gpu_average_package_power', labels: card, value: watts(40, 200) },
		]);
		expect(found.energy.parts).toEqual(['GPU']);
		near(found.energy.gross, 720_000);
		near(found.energy.net, 576_000);
	});

	/** An AMD device by node_exporter: one tells its mean power, another what it takes now. */
	const amdgpu = (index: number, kind: 'average' | 'input', value: MadeSeries['value'], memory = 16e9) => {
		const [card, chip] = [
			{ ...node, card: `card${index}` },
			{ ...node, chip: `0000:0${index}:00_0` },
		];
		return [
			{ name: 'node_drm_gpu_busy_percent', labels: card, value: () => 50 },
			{ name: 'node_drm_memory_vram_size_bytes', labels: card, value: () => memory },
			{ name: 'node_hwmon_chip_names', labels: { ...chip, chip_name: 'amdgpu' }, value: () => 1 },
			{ name: `node_hwmon_power_${kind}_watt`, labels: { ...chip, sensor: 'power1' }, value },
		] satisfies MadeSeries[];
	};
	const cooler: readonly MadeSeries[] = [
		{ name: 'node_hwmon_chip_names', labels: { ...node, chip: 'cpu', chip_name: 'k10temp' }, value: () => 1 },
		{ name: 'node_hwmon_power_average_watt', labels: { ...node, chip: 'cpu', sensor: 'power1' }, value: () => 65 },
	];

	it('is that of an AMD card that node_exporter alone tells, and of RAPL', async () => {
		const found = await compare('amdgpu', [
			...amdgpu(0, 'average', watts(12, 142)),
			...cooler,
			energy('node_rapl_package_joules_total', { ...node, index: '0' }, 10, 50),
		]);
		expect(found.energy.parts).toEqual(['GPU', 'CPU']);
		expect(found.energy.awaitsGpus).toBe(false);
		near(found.energy.gross, 192 * 3600);
		near(found.energy.net, (192 - 22) * 3600);
	});

	it('is that of several AMD cards, and of none where one of them is a part of the processor', async () => {
		const cards = [...amdgpu(0, 'average', watts(10, 200)), ...amdgpu(1, 'input', watts(10, 100))];
		const found = await compare('amdgpus', [...cards, ...cooler]);
		near(found.energy.gross, 300 * 3600);
		near(found.energy.net, 280 * 3600);
		const mixed = await compare('amdgpu-mixed', [...cards, ...amdgpu(2, 'average', watts(20, 60), 2 ** 29)]);
		expect(mixed.energy).toMatchObject({ gross: undefined, awaitsGpus: false });
	});

	it('is not told of a power that is younger than the hour, which is said', async () => {
		const since = (at: number) => (at >= end - hour / 2 ? 115 : undefined);
		const found = await compare('young', [
			{ name: 'nvidia_smi_power_draw_watts', labels: nvml('a'), value: since },
			{ name: 'nvidia_smi_gpu_info', labels: { ...nvml('a'), index: '0', name: 'made' }, value: () => 1 },
			energy('node_rapl_package_joules_total', { ...node, index: '0' }, 10, 50),
		]);
		expect(found.energy.parts).toEqual(['CPU']);
		expect(found.energy.awaitsGpus).toBe(true);
	});

	it('is not counted twice where two exporters tell of the same devices', async () => {
		const found = await compare('both', [
			energy('DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION', dcgm('0'), 20, 100, 0.001),
			energy('nvidia_smi_energy_joules_total', nvml('0'), 20, 100),
			{ name: 'nvidia_smi_power_draw_watts', labels: nvml('0'), value: watts(20, 100) },
		]);
		near(found.energy.gross, 360_000);
		near(found.energy.net, 288_000);
	});

	it('is the time of the server\u2019s container where no sensor tells', async () => {
		const found = await compare('cpu', [
			inLastHour(
				'container_cpu_usage_seconds_total',
				{ ...{ job: 'cadvisor', instance: 'c', id: `/docker/${'a'.repeat(64)}`, name: 'ollama' }, cpu: 'total' },
				0.5,
			),
			inLastHour(
				'container_cpu_usage_seconds_total',
				{
					...{ job: 'cadvisor', instance: 'c', id: `/docker/${'b'.repeat(64)}`, name: 'ollama-exporter' },
					cpu: 'total',
				},
				9,
			),
		]);
		expect(found.energy.gross).toBeUndefined();
		// 1,800 seconds in the hour.
		near(of(found, 'large').cpuSeconds, (1800 * 0.75) / 300);
		near(of(found, 'small').cpuSeconds, (1800 * 0.25) / 100);
	});
});
