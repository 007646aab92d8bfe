import { setTimeout as pause } from 'node:timers/promises';
import type { Figures } from './figures.ts';
import { burstGap, bytesOf, bytesWithin, firstBurst } from './output.ts';
import { median, percentile95 } from './statistics.ts';
import type { Program, Terminal } from './terminal.ts';

const presses = 20;
const patience = 1000;

type Answers = { readonly times: readonly number[]; readonly sizes: readonly number[] };

/** How a program answers keys, one at a time, each of them in turn. */
const answersTo = async (terminal: Terminal, keys: readonly string[]): Promise<Answers> => {
	const times: number[] = [];
	const sizes: number[] = [];
	for (let press = 0; press < presses; press++) {
		// Not in step with the program's own refreshes, and not in the middle of one.
		await pause(150 + Math.random() * 150);
		await terminal.quiet(30, patience);
		const before = terminal.chunks.length;
		const at = terminal.now();
		terminal.press(keys[press % keys.length]!);
		await terminal.output(patience);
		await terminal.quiet(burstGap + 1, patience);
		const answer = firstBurst(terminal.chunks.slice(before));
		if (!answer[0]) continue;
		times.push(answer[0].at - at);
		sizes.push(bytesOf(answer));
	}
	return { times, sizes };
};

/** How a program answers Down and Up; `idleRate` is what it writes untouched, in bytes a second. */
export const measureKeys = async (terminal: Terminal, { keys }: Program, idleRate: number): Promise<Figures> => {
	const began = terminal.now();
	const { times, sizes } = await answersTo(terminal, [keys.down, keys.up]);
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

/** How our own table of containers answers another order, and a filter that is typed and taken back. */
export const measureTable = async (terminal: Terminal): Promise<Figures> => {
	const sorted = await answersTo(terminal, ['s']);
	terminal.press('/');
	await terminal.quiet(200, patience);
	const filtered = await answersTo(terminal, ['1', '\u007f']);
	return {
		sortMedian: median(sorted.times),
		sort95: percentile95(sorted.times),
		filterMedian: median(filtered.times),
		filter95: percentile95(filtered.times),
	};
};
