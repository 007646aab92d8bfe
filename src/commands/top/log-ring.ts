import type { HeldLine } from '../../ui/logs/held-line.ts';
import { sizeOfLine } from '../log-reading/line-size.ts';

/** Lines in their order, so many and so many bytes at most. */
export type LogRing = {
	lines(): readonly HeldLine[];
	count(): number;
	/** Whether another line could let one go at the other end. */
	isFull(): boolean;
	/** Adds a newer line; returns how many of the oldest were let go of. */
	push(line: HeldLine): number;
	/** Adds older lines, oldest first, or holds only those; returns how many of the newest were let go of. */
	unshift(older: readonly HeldLine[], isInstead?: boolean): number;
};

const mostLines = 10_000;
const mostBytes = 4 * 2 ** 20;
// More than the longest line takes with its colours.
const oneLine = 64 * 2 ** 10;

const sizeOf = ({ line }: HeldLine): number => sizeOfLine(line);

export const createLogRing = (): LogRing => {
	// Those before `from` were let go of.
	let lines: (HeldLine | undefined)[] = [];
	let from = 0;
	let bytes = 0;
	const count = () => lines.length - from;
	const isOver = () => count() > 1 && (count() > mostLines || bytes > mostBytes);
	const all = () => lines.slice(from) as HeldLine[];
	return {
		lines: all,
		count,
		isFull: () => count() >= mostLines || bytes > mostBytes - oneLine,
		push(line) {
			lines.push(line);
			bytes += sizeOf(line);
			let gone = 0;
			for (; isOver(); gone++) {
				bytes -= sizeOf(lines[from]!);
				lines[from++] = undefined;
			}
			if (from > mostLines) {
				lines = lines.slice(from);
				from = 0;
			}
			return gone;
		},
		unshift(older, isInstead = false) {
			if (isInstead) bytes = 0;
			lines = isInstead ? [...older] : [...older, ...all()];
			from = 0;
			for (const line of older) bytes += sizeOf(line);
			let gone = 0;
			for (; isOver(); gone++) bytes -= sizeOf(lines.pop()!);
			return gone;
		},
	};
};
