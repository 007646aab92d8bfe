/** The longest line that is looked at: the last one of `/api/generate` has hundreds of kilobytes of context in it. */
export const longestLine = 2 ** 20;

export type Lines = {
	/** Gives each line that ends in these bytes, byte for byte as latin1. */
	feed(chunk: Buffer, each: (line: string) => void): void;
	/** What stands behind the last line's end. */
	rest(): string;
};

/** Puts lines together again, however they were cut. One that is longer than 1 MiB is left out, and `dropped` told. */
export const createLines = (dropped: () => void): Lines => {
	let carry = '';
	let isDropping = false;
	return {
		feed(chunk, each) {
			const text = chunk.toString('latin1');
			let from = 0;
			for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
				const line = carry + text.slice(from, end);
				from = end + 1;
				carry = '';
				if (isDropping) isDropping = false;
				else each(line);
			}
			if (isDropping || from === text.length) return;
			if (carry.length + text.length - from <= longestLine) {
				carry += text.slice(from);
				return;
			}
			carry = '';
			isDropping = true;
			dropped();
		},
		rest: () => carry,
	};
};

/** What a line of JSON says; what is none says nothing. */
export const parseLine = (line: string): unknown => {
	try {
		return JSON.parse(Buffer.from(line, 'latin1').toString());
	} catch {
		return undefined;
	}
};
