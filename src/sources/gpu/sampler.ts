import type { Measured } from '../measured.ts';
import type { GpuTeller } from './nvidia-smi.ts';

export type GpuSampler = {
	/** What was learnt last; the very first time it waits, but no longer than `patience` milliseconds. */
	read(patience: number): Promise<readonly Measured[]>;
};

const every = 2000;
// What hung once will hang again, and nobody who has no GPU is to notice that one is looked for.
const everyInVain = 60_000;

/**
 * Asks each teller by itself, at most every two seconds and never twice at once: one that hangs keeps nothing else back,
 * and its numbers are gone until it answers again.
 */
const sampleOne = (teller: GpuTeller, now: () => number): GpuSampler => {
	let known: readonly Measured[] = [];
	let nextAt = Number.NEGATIVE_INFINITY;
	let asking: Promise<void> | undefined;

	const ask = async () => {
		const told = await teller.read().catch(() => undefined);
		known = told ?? [];
		nextAt = now() + (known.length > 0 ? every : everyInVain);
		asking = undefined;
	};

	return {
		async read(patience) {
			const isFirst = nextAt === Number.NEGATIVE_INFINITY;
			if (teller.isHere() && asking === undefined && now() >= nextAt) asking = ask();
			if (isFirst && asking) {
				const { promise, resolve } = Promise.withResolvers<void>();
				const timer = setTimeout(resolve, patience);
				await Promise.race([asking, promise]);
				clearTimeout(timer);
			}
			return known;
		},
	};
};

/** Samples the devices of this machine by whoever tells of them. */
export const createGpuSampler = (
	tellers: readonly GpuTeller[],
	now: () => number = () => performance.now(),
): GpuSampler => {
	const samplers = tellers.map(teller => sampleOne(teller, now));
	return { read: async patience => (await Promise.all(samplers.map(each => each.read(patience)))).flat() };
};
