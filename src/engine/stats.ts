import type { Client } from './client.ts';
import type { ContainerStats } from './container.ts';
import type { MachineReader } from './machine.ts';
import { parseEarlierSample, parseSample, type Sample } from './sample.ts';
import { memoryLimit, ratesBetween, workingSet } from './usage.ts';

/** Statistics of containers; remembers one sample of each, to tell rates from the next. */
export type StatsReader = {
	read(id: string, options: { readonly signal: AbortSignal; readonly deadline: number }): Promise<ContainerStats>;
	/** Forgets all containers but these. */
	keepOnly(ids: ReadonlySet<string>): void;
	clear(): void;
};

// Without one-shot, the engine waits up to two of its one-second rounds.
const roundsOfEngine = 2000;

export const createStatsReader = (client: Client, machine: MachineReader): StatsReader => {
	const samples = new Map<string, Sample>();
	return {
		async read(id, { signal, deadline }) {
			const { hasOneShot, product } = await client.negotiated({ signal, ms: deadline });
			const { memoryBytes, cannotCount } = await machine.remembered(signal);
			if (cannotCount) return unmeasured();
			const query = { stream: false, ...(hasOneShot ? { 'one-shot': true } : {}) } as const;
			const json = await client.call(
				(docker, abortSignal) => docker.getContainer(id).stats({ ...query, abortSignal }),
				{ signal, ms: hasOneShot ? deadline : deadline + roundsOfEngine },
			);
			const parsed = parseSample(json);
			// Podman's counter of the machine runs with the work done, not with time.
			const sample = parsed && product === 'podman' ? { ...parsed, machineCpu: undefined } : parsed;
			const earlier = samples.get(id) ?? parseEarlierSample(json);
			if (sample) samples.set(id, sample);
			else samples.delete(id);
			return {
				...ratesBetween(earlier, sample ?? notRunning),
				memoryBytes: workingSet(json),
				memoryLimitBytes: memoryLimit(json, memoryBytes),
				at: sample?.at ?? Date.now(),
			};
		},
		keepOnly(ids) {
			for (const id of samples.keys()) if (!ids.has(id)) samples.delete(id);
		},
		clear: () => samples.clear(),
	};
};

const unmeasured = (): ContainerStats => ({
	...ratesBetween(undefined, notRunning),
	memoryBytes: undefined,
	memoryLimitBytes: undefined,
	at: Date.now(),
});

const notRunning: Sample = {
	at: 0,
	cpu: undefined,
	machineCpu: undefined,
	cores: undefined,
	received: undefined,
	transmitted: undefined,
	read: undefined,
	written: undefined,
};
