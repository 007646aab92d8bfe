import { type Clean, clean, literal } from '../../text/clean.ts';
import { nvidiaNumbers, processFields, queryFields } from './nvidia-numbers.ts';
import { type Brief, createBriefRuns } from './run-briefly.ts';
import type { GpuTeller } from './teller.ts';

export type NvidiaSmiOptions = {
	readonly command?: string;
	/** Milliseconds until a run of it is given up. */
	readonly deadline?: number;
};

type Failure = Exclude<Brief, { readonly text: string }>;

const faultOf = (failure: Failure): Clean => {
	if (failure.why === 'stuck')
		return literal('nvidia-smi hangs and cannot be ended; it is asked again once it is gone.');
	if (failure.why === 'failed')
		return clean(`nvidia-smi fails: ${failure.says.replace(/[.]$/, '')}; it is asked again within a minute.`);
	return literal('nvidia-smi does not answer in time; it is asked again within a minute.');
};

// A field that it does not know makes all of the question wrong.
const isUnknownField = (failure: Failure): boolean =>
	failure.why === 'failed' && /not a valid field/i.test(failure.says);

/** NVIDIA's own program; not looked for again once there is none. */
export const createNvidiaSmi = ({ command = 'nvidia-smi', deadline = 3000 }: NvidiaSmiOptions = {}): GpuTeller => {
	const run = createBriefRuns(command, deadline);
	let isHere = true;
	let isOld = false;
	let version: string | undefined;

	const askDevices = () => run(`--query-gpu=${queryFields(isOld)}`, '--format=csv');

	/** The version of CUDA; empty where it tells none, undefined where it did not answer. */
	const askVersion = async (): Promise<string | undefined> => {
		const { text } = await run();
		return text === undefined ? undefined : (/CUDA Version:? *:? *([\d.]+)/.exec(text)?.[1] ?? '');
	};

	return {
		isHere: () => isHere,
		async read() {
			let devices = await askDevices();
			if (devices.text === undefined && !isOld && isUnknownField(devices)) {
				isOld = true;
				devices = await askDevices();
			}
			if (devices.text === undefined) {
				isHere = devices.why !== 'missing';
				return isHere ? { numbers: [], fault: faultOf(devices) } : { numbers: [] };
			}
			version ??= await askVersion();
			const processes = await run(`--query-compute-apps=${processFields}`, '--format=csv');
			return { numbers: nvidiaNumbers(devices.text, processes.text ?? '', version || undefined) };
		},
	};
};
