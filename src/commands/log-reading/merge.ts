import type { LogLine } from '../../engine/container.ts';

/** A line and whose it is. */
export type NamedLine = { readonly name: string; readonly line: LogLine };

const timeOf = ({ line: { at } }: NamedLine): number => at ?? Number.NEGATIVE_INFINITY;

/**
 * The lines of several logs in the order of their times, each log read only as far as it is needed. A line without a
 * time goes with the one before it in its own log.
 */
export async function* mergeByTime(logs: readonly AsyncIterable<NamedLine>[]): AsyncGenerator<NamedLine, void> {
	const readers = logs.map(log => log[Symbol.asyncIterator]());
	try {
		const heads = await Promise.all(readers.map(reader => reader.next()));
		for (;;) {
			let first = -1;
			for (const [index, head] of heads.entries()) {
				if (head.done) continue;
				const best = heads[first];
				if (!best || best.done || timeOf(head.value) < timeOf(best.value)) first = index;
			}
			const head = heads[first];
			const reader = readers[first];
			if (!head || head.done || !reader) return;
			yield head.value;
			heads[first] = await reader.next();
		}
	} finally {
		await Promise.allSettled(readers.map(reader => reader.return?.()));
	}
}
