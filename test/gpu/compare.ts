import { execFileSync } from 'node:child_process';
import { createNvidiaSmi } from '../../src/sources/gpu/nvidia-smi.ts';
import { compare, fields, type Told, texts } from './comparison.ts';

/**
 * Compares what aixcl reads of this machine's NVIDIA GPUs with what nvidia-smi itself says before and after, by
 * `npm run test:gpu`. Ends with status 1 where something differs, and with 2 where there is no GPU to compare.
 */
const ask = (...args: readonly string[]): string => {
	try {
		return execFileSync('nvidia-smi', args, { encoding: 'utf8', timeout: 10_000 });
	} catch {
		return '';
	}
};

const format = '--format=csv,noheader,nounits';
const names = ['index', ...texts, ...fields.map(([field]) => field)];
const told = (): Told => ({
	devices: ask(`--query-gpu=${names.join(',')}`, format),
	processes: ask('--query-compute-apps=gpu_uuid,pid,used_gpu_memory', format),
});

const cuda = /<cuda_version>([\d.]+)</.exec(ask('-q', '-x'))?.[1] ?? '';
const before = told();
const { numbers, fault } = await createNvidiaSmi().read();
const after = told();
if (before.devices.trim() === '') {
	console.error('Nothing was compared: this machine has no NVIDIA GPU that nvidia-smi can read.');
	process.exit(2);
}

const rows = compare(before, after, cuda, numbers);
console.table(rows);
if (fault !== undefined) console.error(fault);
process.exit(rows.every(({ same }) => same) ? 0 : 1);
