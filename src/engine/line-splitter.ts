/** One line without its end; `bytes` hold until the next line is asked for, `dropped` counts those beyond the limit. */
export type Line = { readonly bytes: Buffer; readonly dropped: number };

/** Cuts bytes into lines, in constant memory whatever the length of a line. */
export type LineSplitter = {
	/** The lines that `bytes` complete. They are made as they are asked for: ask for all before the next push. */
	push(bytes: Buffer): Iterable<Line>;
	/** The last line, where the bytes did not end with a line end. */
	end(): Iterable<Line>;
	/** Whether a line has begun and not ended. */
	isMidLine(): boolean;
};

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Keeps at most `limit` bytes of a line. A line end is LF or CRLF. */
export const createLineSplitter = (limit: number): LineSplitter => {
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

	const take = (): Line => {
		const size = total - (last === carriageReturn ? 1 : 0);
		const bytes = kept.subarray(0, Math.min(length, size));
		length = 0;
		total = 0;
		last = 0;
		return { bytes, dropped: size - bytes.length };
	};

	return {
		*push(bytes) {
			let from = 0;
			for (let to = bytes.indexOf(lineFeed); to >= 0; to = bytes.indexOf(lineFeed, from)) {
				append(bytes, from, to);
				from = to + 1;
				yield take();
			}
			append(bytes, from, bytes.length);
		},
		*end() {
			if (total > 0) yield take();
		},
		isMidLine: () => total > 0,
	};
};

/** At most `limit` of the first bytes of UTF-8 text, with no character cut in two. */
export const firstBytes = (bytes: Buffer, limit: number): Buffer => {
	if (bytes.length <= limit) return bytes;
	for (let end = limit; end > Math.max(0, limit - 4); end -= 1) {
		// The byte that follows begins a character.
		if (((bytes[end] ?? 0) & 0xc0) !== 0x80) return bytes.subarray(0, end);
	}
	return bytes.subarray(0, limit);
};
