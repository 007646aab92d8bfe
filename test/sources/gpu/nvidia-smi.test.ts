import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCsv } from '../../../src/sources/gpu/csv.ts';
import { nvidiaNumbers } from '../../../src/sources/gpu/nvidia-numbers.ts';
import { createNvidiaSmi } from '../../../src/sources/gpu/nvidia-smi.ts';
import type { Measured } from '../../../src/sources/measured.ts';

const devices = `index, uuid, name, driver_version, utilization.gpu [%], memory.used [MiB], memory.total [MiB], temperature.gpu, power.draw [W], enforced.power.limit [W], fan.speed [%], clocks.current.sm [MHz], clocks.current.memory [MHz], pstate
0, GPU-11111111-2222-3333-4444-555555555555, NVIDIA L4, 580.95.05, 93 %, 20207 MiB, 23034 MiB, 61, 67.81 W, 72.00 W, [N/A], 2040 MHz, 6251 MHz, P0
1, GPU-99999999-2222-3333-4444-555555555555, NVIDIA A2, 580.95.05, [N/A], 3 MiB, 15356 MiB, 40, [Unknown Error], 60.00 W, [Not Supported], 210 MHz, 405 MHz, P8
`;
const processes = `gpu_uuid, pid, used_gpu_memory [MiB], process_name
GPU-11111111-2222-3333-4444-555555555555, 4242, 8090 MiB, /opt/a, b/llama-server
GPU-99999999-2222-3333-4444-555555555555, 77, [N/A], python3
`;

const valueOfDevice = (numbers: readonly Measured[], id: string, index: string) =>
	numbers.find(each => each.id === id && each.labels.index === index)?.value;

describe('what nvidia-smi tells', () => {
	const numbers = nvidiaNumbers(devices, processes, '13.0');

	it('becomes numbers in base units, by the UUID without its prefix', () => {
		expect(valueOfDevice(numbers, 'gpu.utilization_ratio', '0')).toBeCloseTo(0.93);
		expect(valueOfDevice(numbers, 'gpu.memory.used_bytes', '0')).toBe(20_207 * 2 ** 20);
		expect(valueOfDevice(numbers, 'gpu.power_watts', '0')).toBe(67.81);
		expect(valueOfDevice(numbers, 'gpu.clock_hertz', '0')).toBe(2.04e9);
		expect(valueOfDevice(numbers, 'gpu.performance_state', '1')).toBe(8);
		expect(numbers.find(({ id }) => id === 'gpu.info')?.labels).toMatchObject({
			uuid: '11111111-2222-3333-4444-555555555555',
			driver: '580.95.05',
			cuda: '13.0',
		});
	});

	it('is unknown where it says so, and not 0', () => {
		for (const id of ['gpu.utilization_ratio', 'gpu.power_watts', 'gpu.fan.ratio'])
			expect(valueOfDevice(numbers, id, '1')).toBeUndefined();
	});

	it('names processes, commas and all', () => {
		const own = numbers.filter(({ id }) => id === 'gpu.processes.memory_bytes');
		expect(own.map(({ labels, value }) => [labels.pid, labels.process, value])).toEqual([
			['4242', '/opt/a, b/llama-server', 8090 * 2 ** 20],
			['77', 'python3', undefined],
		]);
	});
});

describe('nvidia-smi as a program', () => {
	let folder: string;
	const made = async (name: string, script: string) => {
		const path = join(folder, name);
		await writeFile(path, `#!/bin/sh\n${script}\n`);
		await chmod(path, 0o755);
		return path;
	};

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'aixcl-smi-'));
		await writeFile(join(folder, 'devices'), devices);
	});

	afterAll(() => rm(folder, { recursive: true }));

	it('that is not there is not looked for again', async () => {
		const teller = createNvidiaSmi({ command: join(folder, 'none') });
		expect(await teller.read()).toEqual([]);
		expect(teller.isHere()).toBe(false);
	});

	it('that hangs is killed, and is no answer', async () => {
		const command = await made('hanging', `echo $$ >${folder}/pid; exec sleep 600`);
		const teller = createNvidiaSmi({ command, deadline: 300 });
		expect(await teller.read()).toBeUndefined();
		expect(teller.isHere()).toBe(true);
		const pid = Number(await readFile(join(folder, 'pid'), 'utf8'));
		await expect
			.poll(() =>
				readFile(`/proc/${pid}/stat`, 'utf8').then(
					text => / Z /.test(text),
					() => true,
				),
			)
			.toBe(true);
	});

	it('of an old driver is asked for what it knows', async () => {
		const command = await made(
			'old',
			`case "$1" in *encoder*) echo 'Field "utilization.encoder" is not a valid field to query.'; exit 2;; --query-gpu*) cat ${folder}/devices;; esac`,
		);
		const numbers = await createNvidiaSmi({ command }).read();
		expect(valueOfDevice(numbers ?? [], 'gpu.temperature_celsius', '0')).toBe(61);
	});
});

// Raw output of real machines, where a folder of it is named.
const real = process.env.AIXCL_CAPTURES;

if (real !== undefined) {
	const files = [
		'linux-x86_64__nvidia-h200__590.48.01',
		'linux-x86_64__nvidia-l40s__595.80',
		'linux-x86_64__nvidia-geforce-rtx-4080-super__595.71.05',
		'linux-x86_64__nvidia-h200-mig__590.48.01',
	];
	it.each(files)('reads %s as nvidia-smi wrote it', async file => {
		const text = await readFile(join(real, 'nvidia-smi', `${file}.txt`), 'utf8');
		const sections = text.split(/^#{20,}$/m);
		const after = (title: RegExp) => sections[sections.findLastIndex(section => title.test(section)) + 1]?.trim() ?? '';
		const csv = after(/:: query-gpu [^l]/);
		const numbers = nvidiaNumbers(csv, after(/load :: query-compute-apps/), undefined);
		const [row] = parseCsv(csv);
		expect(valueOfDevice(numbers, 'gpu.memory.total_bytes', '0')).toBe(
			Number.parseInt(row!.get('memory.total')!, 10) * 2 ** 20,
		);
		expect(valueOfDevice(numbers, 'gpu.temperature_celsius', '0')).toBe(Number(row!.get('temperature.gpu')));
		console.info(file, numbers.filter(({ value }) => value !== undefined).length, 'numbers');
	});
}
