import { AixclError } from '../errors.ts';

/** The clock of a server, as its answers tell it. Milliseconds since the epoch. */
export type ServerClock = {
	/** Its present time; this machine's as long as it has told none. */
	now(): number;
	/** How far it is ahead of this machine's; undefined as long as it is not known. */
	skew(): number | undefined;
	/** An answer that carries the server's time `at`; asked and received at these times of this machine. */
	observe(at: number, asked: number, received: number): void;
};

// An answer that took long says little of when in that time it was made.
const slow = 1000;

/** Knows nothing until the first answer, and then as much as half the time that one took. */
export const createServerClock = (now: () => number): ServerClock => {
	let skew: number | undefined;
	return {
		now: () => now() + (skew ?? 0),
		skew: () => skew,
		observe(at, asked, received) {
			if (skew === undefined || received - asked <= slow) skew = Math.round(at - (asked + received) / 2);
		},
	};
};

// Clocks that agree differ by this much all the same.
const tolerated = 1000;

/** Throws an AixclError where a time is still to come, by the server's present. */
export const refuseFuture = (at: number, present: number): void => {
	if (at <= present + tolerated) return;
	throw new AixclError('That time is still to come', {
		code: 'usage',
		hint: `By the clock of the server it is ${new Date(present).toISOString().slice(0, 19)}Z.`,
	});
};
