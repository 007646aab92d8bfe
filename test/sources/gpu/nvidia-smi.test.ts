import { ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
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

	const starts = async (name: string) =>
		(await readFile(join(folder, name), 'utf8').catch(() => ''))
			.split('\n')
			.filter(line => line !== '')
			.map(Number);

	it('that is not there is not looked for again', async () => {
		const teller = createNvidiaSmi({ command: join(folder, 'none') });
		expect(await teller.read()).toEqual({ numbers: [] });
		expect(teller.isHere()).toBe(false);
	});

	it('that hangs is killed, and says so', async () => {
		const command = await made('hanging', `echo $$ >${folder}/pid; exec sleep 600`);
		const teller = createNvidiaSmi({ command, deadline: 300 });
		expect(await teller.read()).toEqual({
			numbers: [],
			fault: 'nvidia-smi does not answer in time; it is asked again within a minute.',
		});
		expect(teller.isHere()).toBe(true);
		const [pid = 0] = await starts('pid');
		await expect
			.poll(() =>
				readFile(`/proc/${pid}/stat`, 'utf8').then(
					text => / Z /.test(text),
					() => true,
				),
			)
			.toBe(true);
	});

	it('that no signal ends is not started again before it is gone', async () => {
		const command = await made('stuck', `echo $$ >>${folder}/stuck-pids; exec sleep 600`);
		const teller = createNvidiaSmi({ command, deadline: 300 });
		const unheard = vi.spyOn(ChildProcess.prototype, 'kill').mockReturnValue(true);
		try {
			await teller.read();
			const fault = 'nvidia-smi hangs and cannot be ended; it is asked again once it is gone.';
			for (let times = 0; times < 3; times += 1) expect(await teller.read()).toEqual({ numbers: [], fault });
		} finally {
			unheard.mockRestore();
		}
		await expect.poll(() => starts('stuck-pids')).toHaveLength(1);
		process.kill((await starts('stuck-pids'))[0]!, 'SIGKILL');
		const again = async () => (await teller.read()).fault;
		await expect.poll(again, { timeout: 10_000 }).toContain('does not answer in time');
		expect(await starts('stuck-pids')).toHaveLength(2);
	});

	it('that fails says why in its own words, and is asked for everything the next time', async () => {
		const command = await made(
			'failing',
			`[ -e ${folder}/well ] || { echo 'Failed to initialize NVML: Driver/library version mismatch'; exit 18; }
			case "$1" in *encoder*) sed '1s/$/, utilization.encoder [%], utilization.decoder [%]/; 2,$s/$/, 7 %, 3 %/' ${folder}/devices;; --query-gpu*) exit 1;; esac`,
		);
		const teller = createNvidiaSmi({ command });
		expect((await teller.read()).fault).toBe(
			'nvidia-smi fails: Failed to initialize NVML: Driver/library version mismatch; it is asked again within a minute.',
		);
		await writeFile(join(folder, 'well'), '');
		expect(valueOfDevice((await teller.read()).numbers, 'gpu.encoder.ratio', '0')).toBeCloseTo(0.07);
	});

	it.each([
		['with a sentence', 'echo "NVIDIA-SMI has failed." >&2; exit 9', 'nvidia-smi fails: NVIDIA-SMI has failed; it'],
		['silently', 'exit 9', 'nvidia-smi fails: status 9; it'],
		['by a signal', 'kill -SEGV $$', 'nvidia-smi fails: SIGSEGV; it'],
	])('that fails %s is told', async (name, script, fault) => {
		const command = await made(`fails ${name}`, script);
		expect((await createNvidiaSmi({ command }).read()).fault).toContain(fault);
	});

	it('that may not be started says so, and is asked again', async () => {
		const command = await made('forbidden', 'exit 0');
		await chmod(command, 0o644);
		const teller = createNvidiaSmi({ command });
		expect((await teller.read()).fault).toContain('EACCES');
		expect(teller.isHere()).toBe(true);
	});

	it('is asked for the version of CUDA until it has told it', async () => {
		const command = await made(
			'late',
			`case "$1" in
				--query-gpu*) cat ${folder}/devices;;
				"") echo >>${folder}/asked; [ $(wc -l <${folder}/asked) -ge 2 ] || exit 1; echo '| CUDA Version: 13.0 |';;
			esac`,
		);
		const teller = createNvidiaSmi({ command });
		const told = async () => (await teller.read()).numbers.find(({ id }) => id === 'gpu.info')?.labels.cuda;
		expect([await told(), await told(), await told()]).toEqual([undefined, '13.0', '13.0']);
		expect((await readFile(join(folder, 'asked'), 'utf8')).length).toBe(2);
	});

	it('of an old driver is asked for what it knows', async () => {
		const command = await made(
			'old',
			`case "$1" in *encoder*) echo 'Field "utilization.encoder" is not a valid field to query.'; exit 2;; --query-gpu*) cat ${folder}/devices;; esac`,
		);
		const { numbers } = await createNvidiaSmi({ command }).read();
		expect(valueOfDevice(numbers, 'gpu.temperature_celsius', '0')).toBe(61);
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
