import { literal } from '../../text/clean.ts';
import type { GpuTeller, Told } from './teller.ts';

export type GpuSampler = {
	/** What was learnt last; the very first time it waits, but no longer than `patience` milliseconds. */
	read(patience: number): Promise<Told>;
};

const every = 2000;
// What hung once will hang again, and nobody who has no GPU is to notice that one is looked for.
const everyInVain = 60_000;

/**
 * Asks each teller by itself, at most every two seconds and never twice at once: one that hangs keeps nothing else back,
 * and its numbers are gone until it answers again.
 */
const sampleOne = (teller: GpuTeller, now: () => number): GpuSampler => {
	let known: Told = { numbers: [] };
	let nextAt = Number.NEGATIVE_INFINITY;
	let asking: Promise<void> | undefined;

	const ask = async () => {
		known = await teller.read().catch(() => ({
			numbers: [],
			fault: literal('The GPUs of this machine cannot be asked for; it is tried again within a minute.'),
		}));
		nextAt = now() + (known.numbers.length > 0 ? every : everyInVain);
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
	return {
		async read(patience) {
			const told = await Promise.all(samplers.map(each => each.read(patience)));
			const fault = told.find(each => each.fault !== undefined)?.fault;
			return { numbers: told.flatMap(({ numbers }) => numbers), ...(fault === undefined ? {} : { fault }) };
		},
	};
};
