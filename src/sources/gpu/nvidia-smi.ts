import type { Measured } from '../measured.ts';
import { nvidiaNumbers, processFields, queryFields } from './nvidia-numbers.ts';
import { runBriefly } from './run-briefly.ts';

/** Who tells of devices: what it knows, nothing where it has none, undefined where it did not answer. */
export type GpuTeller = { read(): Promise<readonly Measured[] | undefined>; readonly isHere: () => boolean };

export type NvidiaSmiOptions = {
	readonly command?: string;
	/** Milliseconds until a run of it is given up. */
	readonly deadline?: number;
};

/** NVIDIA's own program; not looked for again once there is none. */
export const createNvidiaSmi = ({ command = 'nvidia-smi', deadline = 3000 }: NvidiaSmiOptions = {}): GpuTeller => {
	let isHere = true;
	let isOld = false;
	let cuda: Promise<string | undefined> | undefined;

	const run = (...args: readonly string[]) => runBriefly(command, args, deadline);
	const askDevices = () => run(`--query-gpu=${queryFields(isOld)}`, '--format=csv');
	const askVersion = async () => /CUDA Version:? *:? *([\d.]+)/.exec((await run()).text ?? '')?.[1];

	return {
		isHere: () => isHere,
		async read() {
			let { text, why } = await askDevices();
			// A field that it does not know makes all of the question wrong.
			if (why === 'refused' && !isOld) {
				isOld = true;
				({ text, why } = await askDevices());
			}
			isHere = why !== 'missing';
			if (!isHere) return [];
			if (text === undefined) return undefined;
			cuda ??= askVersion();
			const processes = await run(`--query-compute-apps=${processFields}`, '--format=csv');
			return nvidiaNumbers(text, processes.text ?? '', await cuda);
		},
	};
};
