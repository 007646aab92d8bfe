export type Batch = {
	add(bytes: Buffer): void;
	/** Writes what has been added at once. */
	flush(): void;
};

/** Joins what comes in one turn of the event loop: thousands of short lines would be as many writes. */
export const createBatch = (write: (bytes: Buffer) => void): Batch => {
	let parts: Buffer[] = [];
	const flush = () => {
		const [first] = parts;
		if (!first) return;
		const bytes = parts.length === 1 ? first : Buffer.concat(parts);
		parts = [];
		write(bytes);
	};
	return {
		add(bytes) {
			if (parts.push(bytes) === 1) process.nextTick(flush);
		},
		flush,
	};
};
