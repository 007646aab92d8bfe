import { execFileSync } from 'node:child_process';
import { createNvidiaSmi } from '../../src/sources/gpu/nvidia-smi.ts';

/**
 * Compares what aixcl reads of this machine's NVIDIA GPUs with what nvidia-smi itself says at that moment, by
 * `npm run test:gpu`. Ends with status 1 where a number differs, and with 2 where there is no GPU to compare.
 */
const fields = [
	['memory.total', 'gpu.memory.total_bytes', 2 ** 20, 0],
	['memory.used', 'gpu.memory.used_bytes', 2 ** 20, 512 * 2 ** 20],
	['temperature.gpu', 'gpu.temperature_celsius', 1, 3],
	['power.draw', 'gpu.power_watts', 1, 60],
	['enforced.power.limit', 'gpu.power.limit_watts', 1, 0],
	['utilization.gpu', 'gpu.utilization_ratio', 0.01, 1],
] as const;

const ask = (...names: readonly string[]): string | undefined => {
	try {
		return execFileSync('nvidia-smi', [`--query-gpu=${names.join(',')}`, '--format=csv,noheader,nounits'], {
			encoding: 'utf8',
			timeout: 10_000,
		});
	} catch {
		return undefined;
	}
};

const told = ask('index', ...fields.map(([field]) => field));
const { numbers } = await createNvidiaSmi().read();
if (told === undefined || told.trim() === '') {
	console.error('Nothing was compared: this machine has no NVIDIA GPU that nvidia-smi can read.');
	process.exit(2);
}

const rows = told
	.trim()
	.split('\n')
	.flatMap(line => {
		const [index = '', ...cells] = line.split(',').map(cell => cell.trim());
		return fields.map(([field, id, scale, tolerance], place) => {
			const theirs = Number.isNaN(Number.parseFloat(cells[place]!))
				? undefined
				: Number.parseFloat(cells[place]!) * scale;
			const ours = numbers.find(each => each.id === id && each.labels.index === index)?.value;
			const isSame =
				theirs === undefined ? ours === undefined : ours !== undefined && Math.abs(ours - theirs) <= tolerance + 1e-9;
			return { gpu: index, field, 'nvidia-smi': theirs, aixcl: ours, same: isSame };
		});
	});
console.table(rows);
process.exit(rows.every(({ same }) => same) ? 0 : 1);
