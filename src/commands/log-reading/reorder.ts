import type { LogLine } from '../../engine/container.ts';

/** Holds lines of several logs back for a moment, so that those of the same moment come out in order. */
export type Reorder<Line> = {
	push(line: Line): void;
	/** Gives out what is held. */
	flush(): void;
};

// An engine hands out its logs one by one; what is written at the same time arrives within this.
const heldFor = 150;
const mostHeld = 5000;

/** `sourceOf` tells the logs apart: the lines of one stay in their order, whatever their times. */
export const createReorder = <Line extends { readonly line: LogLine }>(
	emit: (lines: readonly Line[]) => void,
	sourceOf: (line: Line) => unknown,
): Reorder<Line> => {
	let held: Line[] = [];
	let timer: NodeJS.Timeout | undefined;
	const flush = () => {
		clearTimeout(timer);
		timer = undefined;
		const lines = held;
		held = [];
		const lasts = new Map<unknown, number>();
		const timed = lines.map(line => {
			const source = sourceOf(line);
			const at = Math.max(lasts.get(source) ?? Number.NEGATIVE_INFINITY, line.line.at ?? Number.NEGATIVE_INFINITY);
			lasts.set(source, at);
			return { line, at };
		});
		emit(timed.sort((a, b) => a.at - b.at).map(({ line }) => line));
	};
	return {
		push(line) {
			held.push(line);
			if (held.length >= mostHeld) flush();
			else timer ??= setTimeout(flush, heldFor);
		},
		flush,
	};
};
