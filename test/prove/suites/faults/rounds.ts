import type { RigHandle } from '../../../stack/rig-handle.ts';
import type { Case } from './case.ts';
import type { Places } from './places.ts';
import { live, prepare, recover, type Trial, tryFault } from './trial.ts';

/** Where trials are made, on so many places at once; each that came to its end is told. */
export type Round = {
	readonly rig: RigHandle;
	readonly places: Places;
	readonly atOnce: number;
	readonly done: (trial: Trial) => void;
};

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, place) => place);

/** Trials of faults that strike one bundle each, which go on beside each other; `wait` in milliseconds before each. */
export const tryEach = async (
	trials: readonly Case[],
	{ rig, places, atOnce, done }: Round,
	wait: () => number,
): Promise<void> => {
	const queue = [...trials];
	const work = async (place: number) => {
		for (let fault = queue.shift(); fault; fault = queue.shift()) {
			const each = fault;
			const trial = await places.attempt(place, each, bundle => tryFault(each, { bundle, rig }, wait()));
			if (trial) done(trial);
		}
	};
	await Promise.all(numbers(atOnce).map(work));
};

/** So many trials of a fault that strikes all bundles there are. */
export const tryOnAll = async (fault: Case, count: number, { rig, places, atOnce, done }: Round): Promise<void> => {
	for (let left = count; left > 0; left -= atOnce) {
		const used = numbers(Math.min(atOnce, left));
		const ready = await Promise.all(
			used.map(place => places.attempt(place, fault, bundle => prepare(fault, { bundle, rig }))),
		);
		const whom = { rig, bundle: await places.bundleOf(0) };
		await fault.begin(whom);
		const answered = await Promise.all(
			used.map(place => ready[place] && places.attempt(place, fault, bundle => live(fault, { bundle, rig }))),
		);
		await fault.end(whom);
		await Promise.all(
			used.map(async place => {
				const [usual, keys] = [ready[place], answered[place]];
				if (!usual || !keys) return;
				const recovered = await places.attempt(place, fault, bundle => recover(fault, { bundle, rig }));
				if (recovered !== undefined) done({ recovered, usual, keys });
			}),
		);
	}
};
