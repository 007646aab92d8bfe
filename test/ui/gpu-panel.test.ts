import { describe, expect, it } from 'vitest';
import type { MetricId } from '../../src/metrics/catalogue/catalogue.ts';
import type { Reading, Readings } from '../../src/metrics/snapshot.ts';
import { succeed } from '../../src/store/remote.ts';
import { clean } from '../../src/text/clean.ts';
import { cellWidth } from '../../src/text/width.ts';
import type { Change } from '../../src/ui/model.ts';
import { unpaint } from '../../src/ui/paint.ts';
import { gpuPanel } from '../../src/ui/panels/gpu.ts';
import { madeContainers, madeModel, madeSnapshot, moment } from '../support/made-model.ts';

const reading = (value: number, labels: Record<string, string>): Reading => ({
	value,
	at: moment,
	labels: Object.fromEntries(Object.entries(labels).map(([name, text]) => [name, clean(text)])),
});

const gib = 2 ** 30;
const first = { uuid: 'a', index: '0', name: 'NVIDIA GeForce RTX 4070 Ti', exporter: 'nvidia_gpu_exporter' };
const second = { uuid: 'b', index: '1', name: 'NVIDIA H200', exporter: 'nvidia_gpu_exporter' };
const both = (id: MetricId, a: number | undefined, b: number | undefined) => ({
	[id]: [...(a === undefined ? [] : [reading(a, first)]), ...(b === undefined ? [] : [reading(b, second)])],
});

const readings: Readings = {
	'gpu.info': [reading(1, { ...first, driver: '580.95.05', cuda: '13.0' }), reading(1, second)],
	...both('gpu.utilization_ratio', 0.88, undefined),
	...both('gpu.memory.used_bytes', 8.4 * gib, 41 * gib),
	...both('gpu.memory.total_bytes', 12 * gib, 140 * gib),
	...both('gpu.temperature_celsius', 66, 91),
	...both('gpu.power_watts', 241, 301.5),
	...both('gpu.power.limit_watts', 285, undefined),
	...both('gpu.fan.ratio', 0.43, undefined),
	...both('gpu.fan.rpm', undefined, 2317),
	...both('gpu.clock_hertz', 2490e6, undefined),
	...both('gpu.memory.clock_hertz', 10_501e6, undefined),
	...both('gpu.performance_state', 2, 0),
	...both('gpu.encoder.ratio', 0.03, undefined),
	...both('gpu.decoder.ratio', 0, undefined),
	'gpu.mig.memory.total_bytes': [reading(71 * gib, { ...second, mig: '2', profile: '3g.71gb' })],
	'gpu.mig.memory.used_bytes': [reading(40 * gib, { ...second, mig: '2', profile: '3g.71gb' })],
};

const drawn = (width: number, height: number, state: Change['state'] = {}, more: Change = {}) => {
	const snapshot = succeed({ ...madeSnapshot, readings: { ...madeSnapshot.readings, ...readings } }, 0);
	const model = madeModel(
		{ columns: width, rows: height + 2 },
		{ snapshot, ...more, state: { focus: 'gpu', ...state } },
	);
	return gpuPanel.draw(model, width, height).map(unpaint);
};

describe('the panel of GPUs', () => {
	it('shows each device in a line where there is room for no more', () => {
		const lines = drawn(120, 4);
		expect(lines[0]).toContain('GPUs 2 88.0% · 49.4 GiB of 152 GiB');
		expect(lines[1]).toMatch(/0 RTX 4070 Ti +88.0% +8.40 GiB of 12.0 GiB +70.0% +66 °C +241 of 285 W/);
		expect(lines[2]).toMatch(/1 H200 +– +41.0 GiB of 140 GiB +29.3% +91 °C +302 W/);
	});

	it('draws what nobody tells as unknown, never as 0, and says what is divided', () => {
		const text = drawn(120, 16).join('\n');
		expect(text).toMatch(/1 H200 +– +MIG, 1 instance(?!s)/);
		expect(text).toMatch(/MIG 2 3g.71gb .* 56.3% +40.0 GiB of 71.0 GiB/);
		expect(text).toContain('fan 43.0%');
		expect(text).not.toContain('fan 0');
		for (const line of text.split('\n').filter(each => each.includes('91 °C')))
			expect(line).not.toMatch(/ (clock|mem clock|enc|dec|driver|CUDA) /);
	});

	it('has every fact of a device where there is room', () => {
		const text = drawn(120, 38, { full: 'gpu' })
			.join('\n')
			.replaceAll(/ +│\n│ +/g, '  ');
		expect(text).toContain(
			'temp 66 °C  power 241 of 285 W  fan 43.0%  clock 2.49 GHz  mem clock 10.5 GHz  state P2  enc 3.0%  dec 0.0%  driver 580.95.05  CUDA 13.0  by nvidia_gpu_exporter',
		);
		expect(text).toMatch(/temp 91 °C {2}power 302 W {2}fan 2317 rpm {2}state P0 {2}by nvidia_gpu_exporter/);
	});

	it('says how many there is no room for', () => expect(drawn(120, 3)[1]).toContain('2 more: f shows all'));

	it('names processes by container and model where this machine knows them', () => {
		const process = (pid: string, name: string, bytes: number) => reading(bytes, { ...first, pid, process: name });
		const details = succeed(
			{
				'gpu.processes.memory_bytes': [
					process('977', 'ffmpeg', gib),
					process('4242', '/usr/lib/ollama/llama-server', 7 * gib),
				],
			},
			0,
		);
		const gpuOwners = new Map([['4242', { container: madeContainers[0]!.id, model: clean('qwen3:8b') }]]);
		const lines = drawn(120, 38, { full: 'gpu' }, { details, gpuOwners });
		const rows = lines.slice(lines.findIndex(line => line.includes('CONTAINER'))).slice(1, 3);
		expect(rows[0]).toMatch(/0 +4242 +7.00 GiB +ollama +qwen3:8b +llama-server/);
		expect(rows[1]).toMatch(/0 +977 +1.00 GiB +– +– +ffmpeg/);
	});

	it('that has lost its devices says what their teller says', () => {
		const snapshot = { ...madeSnapshot, via: 'local' as const, gpuFault: clean('nvidia-smi fails: it is ill.') };
		const local = {
			snapshot: succeed(snapshot, 0),
			source: { ...madeModel({ columns: 1, rows: 1 }).source, name: 'local' },
		} as const;
		expect(drawn(120, 6, {}, local).join('\n')).toContain('nvidia-smi fails: it is ill.');
	});

	it.each([
		[120, 38],
		[80, 22],
		[200, 58],
		[60, 7],
		[40, 8],
	])('fills %i x %i exactly, full screen or not', (width, height) => {
		for (const full of [undefined, 'gpu'] as const) {
			const lines = drawn(width, height, { full });
			expect(lines).toHaveLength(height);
			for (const line of lines) expect(cellWidth(line)).toBe(width);
		}
	});
});
