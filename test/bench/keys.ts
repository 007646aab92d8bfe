import { setTimeout as pause } from 'node:timers/promises';
import type { Figures } from './figures.ts';
import { burstGap, bytesOf, bytesWithin, firstBurst } from './output.ts';
import { median, percentile95 } from './statistics.ts';
import type { Program, Terminal } from './terminal.ts';

const presses = 20;
const patience = 1000;

/** How a program answers Down and Up, one at a time; `idleRate` is what it writes untouched, in bytes a second. */
export const measureKeys = async (terminal: Terminal, { keys }: Program, idleRate: number): Promise<Figures> => {
	const times: number[] = [];
	const sizes: number[] = [];
	const began = terminal.now();
	for (let press = 0; press < presses; press++) {
		// Not in step with the program's own refreshes, and not in the middle of one.
		await pause(150 + Math.random() * 150);
		await terminal.quiet(30, patience);
		const before = terminal.chunks.length;
		const at = terminal.now();
		terminal.press(press % 2 === 0 ? keys.down : keys.up);
		await terminal.output(patience);
		await terminal.quiet(burstGap + 1, patience);
		const answer = firstBurst(terminal.chunks.slice(before));
		if (!answer[0]) continue;
		times.push(answer[0].at - at);
		sizes.push(bytesOf(answer));
	}
	await terminal.quiet(500, patience);
	const until = terminal.now();
	const inAll = bytesWithin(terminal.chunks, began, until) - (idleRate * (until - began)) / 1000;
	return {
		keyMedian: median(times),
		key95: percentile95(times),
		keyBytes: median(sizes),
		keyBytesInAll: Math.max(0, inAll / presses),
		keysLost: presses - times.length,
	};
};
