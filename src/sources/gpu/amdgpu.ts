import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clean } from '../../text/clean.ts';
import { type Measured, measured } from '../measured.ts';
import type { GpuTeller } from './teller.ts';

const textIn = (path: string): Promise<string | undefined> =>
	readFile(path, 'utf8').then(
		text => text.trim(),
		() => undefined,
	);

const numberFrom = async (path: string, scale = 1): Promise<number | undefined> => {
	const text = await textIn(path);
	return text !== undefined && /^-?\d+$/.test(text) ? Number(text) * scale : undefined;
};

const first = async (...readings: readonly Promise<number | undefined>[]): Promise<number | undefined> =>
	(await Promise.all(readings)).find(value => value !== undefined);

const sensorsOf = async (device: string): Promise<string> => {
	const [name = 'none'] = await readdir(join(device, 'hwmon')).catch(() => []);
	return join(device, 'hwmon', name);
};

const numbersOf = async (card: string, device: string): Promise<readonly Measured[]> => {
	const sensors = await sensorsOf(device);
	const uuid = (await textIn(join(device, 'unique_id'))) || card;
	const labels = {
		uuid: clean(uuid),
		index: clean(card.slice('card'.length)),
		name: clean((await textIn(join(device, 'product_name'))) || 'AMD GPU'),
		exporter: clean('amdgpu'),
	};
	const driver = await textIn('/sys/module/amdgpu/version');
	const at = (file: string, scale?: number) => numberFrom(join(sensors, file), scale);
	return [
		measured('gpu.info', 1, { ...labels, ...(driver ? { driver: clean(driver) } : {}) }),
		measured('gpu.utilization_ratio', await numberFrom(join(device, 'gpu_busy_percent'), 0.01), labels),
		measured('gpu.memory.used_bytes', await numberFrom(join(device, 'mem_info_vram_used')), labels),
		measured('gpu.memory.total_bytes', await numberFrom(join(device, 'mem_info_vram_total')), labels),
		measured('gpu.temperature_celsius', await at('temp1_input', 0.001), labels),
		measured('gpu.power_watts', await first(at('power1_average', 1e-6), at('power1_input', 1e-6)), labels),
		measured('gpu.power.limit_watts', await at('power1_cap', 1e-6), labels),
		measured('gpu.fan.rpm', await at('fan1_input'), labels),
		measured('gpu.clock_hertz', await at('freq1_input'), labels),
		measured('gpu.memory.clock_hertz', await at('freq2_input'), labels),
	];
};

const amd = '0x1002';

/** AMD's devices, as the kernel's amdgpu tells them below `folder`. */
export const createAmdgpu = (folder = '/sys/class/drm'): GpuTeller => ({
	isHere: () => process.platform === 'linux',
	async read() {
		const names = await readdir(folder).catch(() => []);
		const found: Measured[] = [];
		for (const card of names.filter(name => /^card\d+$/.test(name)).toSorted()) {
			const device = join(folder, card, 'device');
			if ((await textIn(join(device, 'vendor'))) === amd) found.push(...(await numbersOf(card, device)));
		}
		return { numbers: found };
	},
});
