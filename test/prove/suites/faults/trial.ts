import { pause } from '../hanging/process-figures.ts';
import type { Case, Struck } from './case.ts';
import { chosenLog, goesOn } from './reading.ts';
import { isWell } from './seen.ts';

/** What came of a trial: milliseconds until all was well again, and until each key was answered before and during it. */
export type Trial = { readonly recovered: number; readonly usual: readonly number[]; readonly keys: readonly number[] };

// Seconds within which everything is to be as it was.
const patience = 5;

/** Has the program as the fault is to find it; milliseconds until its keys were answered before. */
export const prepare = async ({ moment }: Case, { bundle }: Struck): Promise<readonly number[]> => {
	if (moment === 'starting') {
		await bundle.leave();
		return [];
	}
	await bundle.start();
	await bundle.see('all to be well', isWell, 30);
	const usual = await bundle.answersKeys();
	if (moment === 'reading a log') await chosenLog(bundle);
	return usual;
};

/** Fails unless the screen tells of the fault and keys are answered during it; milliseconds until each was. */
export const live = async (fault: Case, { bundle }: Struck): Promise<readonly number[]> => {
	await bundle.start();
	if (fault.moment === 'reading a log') {
		const keys = await bundle.answersKeys();
		await pause(4000);
		return [...keys, ...(await bundle.answersKeys())];
	}
	await fault.sees(bundle, fault.moment !== 'starting');
	return bundle.answersKeys();
};

/** Fails unless all is well in time; milliseconds from now until then. */
export const recover = async ({ moment }: Case, { bundle }: Struck): Promise<number> => {
	const began = performance.now();
	if (moment === 'reading a log') await goesOn(bundle);
	else await bundle.see('all to be well again', isWell, patience);
	return performance.now() - began;
};

/** One fault from beginning to end. */
export const tryFault = async (fault: Case, struck: Struck, wait: number): Promise<Trial> => {
	const usual = await prepare(fault, struck);
	await pause(wait);
	await fault.begin(struck);
	let keys: readonly number[];
	try {
		keys = await live(fault, struck);
	} finally {
		await fault.end(struck);
	}
	return { recovered: await recover(fault, struck), usual, keys };
};
