import type { NamedLine } from './merge.ts';

/** Holds lines of several logs back for a moment, so that those of the same moment come out in order. */
export type Reorder = {
	push(line: NamedLine): void;
	/** Gives out what is held. */
	flush(): void;
};

// An engine hands out its logs one by one; what is written at the same time arrives within this.
const heldFor = 150;
const mostHeld = 5000;

export const createReorder = (emit: (lines: readonly NamedLine[]) => void): Reorder => {
	let held: NamedLine[] = [];
	let timer: NodeJS.Timeout | undefined;
	const flush = () => {
		clearTimeout(timer);
		timer = undefined;
		const lines = held;
		held = [];
		let last = Number.NEGATIVE_INFINITY;
		const timed = lines.map(line => {
			last = line.line.at ?? last;
			return { line, at: last };
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
