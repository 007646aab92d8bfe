import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAmdgpu } from '../../../src/sources/gpu/amdgpu.ts';
import { ownerOf } from '../../../src/sources/gpu/owners.ts';
import { createGpuSampler } from '../../../src/sources/gpu/sampler.ts';
import { createLocalSource } from '../../../src/sources/local.ts';
import { measured } from '../../../src/sources/measured.ts';
import { clean } from '../../../src/text/clean.ts';

let folder: string;

const put = async (path: string, text: string) => {
	await mkdir(dirname(join(folder, path)), { recursive: true });
	await writeFile(join(folder, path), text);
};

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'aixcl-gpu-'));
	await put('drm/card0/device/vendor', '0x8086\n');
	await put('drm/card1/device/vendor', '0x1002\n');
	await put('drm/card1/device/unique_id', 'abc123\n');
	await put('drm/card1/device/gpu_busy_percent', '50\n');
	await put('drm/card1/device/mem_info_vram_used', '6123683840\n');
	await put('drm/card1/device/mem_info_vram_total', '17163091968\n');
	await put('drm/card1/device/hwmon/hwmon3/temp1_input', '63000\n');
	await put('drm/card1/device/hwmon/hwmon3/power1_average', '142000000\n');
	await put('drm/card1-HDMI-A-1/device/vendor', '0x1002\n');
	const id = 'a'.repeat(64);
	const blob = 'b'.repeat(64);
	const server = '/usr/lib/ollama/llama-server';
	await put(
		'proc/4242/cmdline',
		[server, '--model', `/root/.ollama/models/blobs/sha256-${blob}`, '--port', '1'].join('\0'),
	);
	await put('proc/4242/comm', 'llama-server\n');
	await put('proc/4242/cgroup', `0::/system.slice/docker-${id}.scope\n`);
	await put(
		'proc/4242/root/root/.ollama/models/manifests/registry.ollama.ai/library/qwen3/8b',
		JSON.stringify({ layers: [{ mediaType: 'application/vnd.ollama.image.model', digest: `sha256:${blob}` }] }),
	);
});

afterAll(() => rm(folder, { recursive: true }));

it('amdgpu tells its devices in base units, and no other maker’s', async () => {
	const { numbers } = await createAmdgpu(join(folder, 'drm')).read();
	const told = Object.fromEntries(
		numbers.filter(({ value }) => value !== undefined).map(({ id, value }) => [id, value]),
	);
	expect(told).toEqual({
		'gpu.info': 1,
		'gpu.utilization_ratio': 0.5,
		'gpu.memory.used_bytes': 6_123_683_840,
		'gpu.memory.total_bytes': 17_163_091_968,
		'gpu.temperature_celsius': 63,
		'gpu.power_watts': 142,
	});
	expect(numbers[0]?.labels).toMatchObject({ uuid: 'abc123', index: '1' });
});

it('a process is told by its container, and by the name of the model whose blob it runs', async () => {
	const proc = join(folder, 'proc');
	expect(await ownerOf('4242', '/usr/lib/ollama/llama-server', proc)).toEqual({
		container: 'a'.repeat(64),
		model: 'qwen3:8b',
		blob: 'b'.repeat(64),
	});
	// Another namespace's pid is not this machine's.
	expect(await ownerOf('4242', 'python3', proc)).toBeUndefined();
	expect(await ownerOf('1', '[Not Found]', proc)).toBeUndefined();
	expect(await ownerOf('../4242', 'llama-server', proc)).toBeUndefined();
});

it('one that hangs keeps nothing else back, and is asked again later', async () => {
	let clock = 0;
	let asked = 0;
	const answers = [() => new Promise<never>(() => {}), async () => ({ numbers: [measured('gpu.info', 1)] })];
	const tellers = answers.map(answer => ({
		isHere: () => true,
		read: () => {
			asked += 1;
			return answer();
		},
	}));
	const sampler = createGpuSampler(tellers, () => clock);
	expect((await sampler.read(10)).numbers).toHaveLength(1);
	clock = 120_000;
	await sampler.read(10);
	// The one that hangs is still being asked.
	expect(asked).toBe(3);
});

it('one that fails says why, beside the numbers of the others', async () => {
	const fault = clean('It is ill.');
	const answers = [async () => ({ numbers: [], fault }), async () => ({ numbers: [measured('gpu.info', 1)] })];
	const sampler = createGpuSampler(answers.map(read => ({ isHere: () => true, read })));
	expect(await sampler.read(1000)).toMatchObject({ numbers: [{ id: 'gpu.info' }], fault });
	const [ill] = answers;
	const source = createLocalSource({ gpus: [{ isHere: () => true, read: ill! }] });
	expect((await source.read(new AbortController().signal)).gpuFault).toBe(fault);
	source.close();
});
