/** Told of one line: the bytes of a buffer from one place to another, and how many more of it were dropped. */
export type LineSink = (bytes: Buffer, from: number, to: number, dropped: number) => void;

/** Cuts bytes into lines, in constant memory whatever the length of a line. */
export type LineSplitter = {
	/** Takes the bytes of a buffer from one place to another; tells of each line that they complete. */
	push(bytes: Buffer, from: number, to: number): void;
	/** Tells of the last line, where the bytes did not end with a line end. */
	end(): void;
	/** Whether a line has begun and not ended. */
	isMidLine(): boolean;
};

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Keeps at most `limit` bytes of a line. A line end is LF or CRLF. What the sink is told holds only while it runs. */
export const createLineSplitter = (limit: number, sink: LineSink): LineSplitter => {
	let kept = Buffer.allocUnsafe(Math.min(limit, 1024));
	let length = 0;
	let total = 0;
	let last = 0;

	const append = (bytes: Buffer, from: number, to: number) => {
		if (to === from) return;
		const end = Math.min(limit, length + to - from);
		if (end > kept.length) {
			const grown = Buffer.allocUnsafe(Math.min(limit, Math.max(end, kept.length * 2)));
			kept.copy(grown, 0, 0, length);
			kept = grown;
		}
		bytes.copy(kept, length, from, from + end - length);
		length = end;
		total += to - from;
		last = bytes[to - 1] ?? 0;
	};

	const take = () => {
		const size = total - (last === carriageReturn ? 1 : 0);
		const shown = Math.min(length, size);
		length = 0;
		total = 0;
		last = 0;
		sink(kept, 0, shown, size - shown);
	};

	// A line that came whole need not be copied.
	const pass = (bytes: Buffer, from: number, to: number) => {
		const end = to > from && bytes[to - 1] === carriageReturn ? to - 1 : to;
		const shown = Math.min(end, from + limit);
		sink(bytes, from, shown, end - shown);
	};

	// Small parts of one buffer must not each search all of it.
	let searched: Buffer | undefined;
	let searchedFrom = 0;
	let found = 0;
	const lineEnd = (bytes: Buffer, from: number): number => {
		if (searched === bytes && from >= searchedFrom && from <= found) return found;
		searched = bytes;
		searchedFrom = from;
		const index = bytes.indexOf(lineFeed, from);
		found = index < 0 ? Number.POSITIVE_INFINITY : index;
		return found;
	};

	return {
		push(bytes, from, to) {
			let start = from;
			for (;;) {
				const end = lineEnd(bytes, start);
				if (end >= to) break;
				if (total === 0) pass(bytes, start, end);
				else {
					append(bytes, start, end);
					take();
				}
				start = end + 1;
				if (start === to) return;
			}
			append(bytes, start, to);
		},
		end() {
			if (total > 0) take();
		},
		isMidLine: () => total > 0,
	};
};

/** Where to end so that at most `limit` bytes of UTF-8 text are taken, and no character is cut in two. */
export const endOfFirst = (bytes: Buffer, from: number, to: number, limit: number): number => {
	if (to - from <= limit) return to;
	for (let end = from + limit; end > Math.max(from, from + limit - 4); end -= 1) {
		// The byte that follows begins a character.
		if (((bytes[end] ?? 0) & 0xc0) !== 0x80) return end;
	}
	return from + limit;
};
