import { setTimeout as pause } from 'node:timers/promises';
import { processTree, rssOf } from './processes.ts';
import { median, percentile95 } from './statistics.ts';
import { type Program, runInTerminal } from './terminal.ts';

/** The name of the container whose log is in flood; its lines are `flood 1`, `flood 2` and so on. */
export const floodName = 'aixcl-bench-flood';

/** Times in milliseconds, memory in bytes. */
export type FloodFigures = {
	readonly keyMedian: number | undefined;
	readonly key95: number | undefined;
	readonly memory: number;
};

const patience = 5000;
const settled = 20;

/** Whether each line on the screen is the one after that above it. */
const isInOrder = (text: string): boolean => {
	const numbers = [...text.matchAll(/flood (\d+)/g)].map(([, number]) => Number(number));
	return numbers.length > 1 && numbers.every((number, index) => number === numbers[0]! + index);
};

/**
 * How the followed log of a container that pours leaves keys answered (help opened with `?`), and how much memory it
 * takes at most. Throws where the lines on the screen are not those that were written, one after the other.
 */
export const measureFlood = async (program: Program, seconds: number): Promise<FloodFigures> => {
	const terminal = runInTerminal(program);
	try {
		const shows = async (pattern: RegExp) => {
			const found = await terminal.shows(pattern, patience);
			if (found === undefined) throw new Error(`the screen never showed ${pattern}:\n${terminal.text()}`);
			return found;
		};
		await shows(/ aixcl-bench-flo/);
		for (const key of ['/', ...'bench-flood', '\r', 'l', 'f']) terminal.press(key);
		await shows(/Logs aixcl-bench-flood · following[\s\S]*flood \d/);
		const times: number[] = [];
		let memory = 0;
		for (const until = terminal.now() + seconds * 1000; terminal.now() < until; ) {
			await pause(300 + Math.random() * 300);
			const at = terminal.now();
			terminal.press('?');
			times.push((await shows(/Everywhere/)) - at);
			terminal.press('?');
			await shows(/flood \d+ [^E]*$/);
			// Not in the middle of a frame.
			await terminal.quiet(settled, patience);
			const text = terminal.text();
			if (!isInOrder(text)) throw new Error(`the screen showed other lines than were written:\n${text}`);
			memory = Math.max(memory, rssOf(processTree(terminal.pid)));
		}
		return { keyMedian: median(times), key95: percentile95(times), memory };
	} finally {
		await terminal.stop();
	}
};
