import type { Engine, LogLine } from '../../src/engine/container.ts';
import { clean } from '../../src/text/clean.ts';
import { objectEngine } from './object-engine.ts';
import type { seededRandom } from './seeded-random.ts';

const millis = (moment: number | { readonly at: number; readonly nanos: number }): number =>
	typeof moment === 'number' ? moment : moment.at + moment.nanos / 1e6;

const timeOf = ({ at, nanos }: LogLine): number => (at ?? 0) + nanos / 1e6;

export type LogEngine = Engine & {
	/** What was asked for so far: the sizes of the tails. */
	readonly tails: readonly number[];
};

/**
 * An engine with finished logs by container ID. It answers as Docker's json-file reader does: the last lines of all
 * first, of those what is not before `since`, and nothing more from the first line after `until` on. It never waits.
 */
export const logEngine = (logs: Readonly<Record<string, readonly LogLine[]>>, cut = () => false): LogEngine => {
	const tails: number[] = [];
	return Object.assign(objectEngine([]), {
		tails,
		async *logs(id: string, request: Parameters<Engine['logs']>[1]) {
			const { tail, since, until } = request;
			tails.push(tail);
			const all = logs[id] ?? [];
			for (const line of tail === 0 ? [] : all.slice(-tail)) {
				if (since !== undefined && timeOf(line) < millis(since)) continue;
				if (until !== undefined && timeOf(line) > millis(until)) return;
				if (cut()) return;
				yield line;
			}
		},
	});
};

const began = Date.UTC(2026, 10, 23);

/** A log with equal timestamps in it, and streams that stand out of each other's order by up to 3 ms. */
export const madeLog = (random: ReturnType<typeof seededRandom>, count: number, name = 'line'): LogLine[] => {
	let time = 0;
	const last = { stdout: 0, stderr: 0 };
	return Array.from({ length: count }, (_, index) => {
		if (random(4) > 0) time += random(4000);
		const stream = random(2) === 0 ? 'stdout' : 'stderr';
		const shown = Math.max(last[stream], time - (random(6) === 0 ? random(3000) : 0));
		last[stream] = shown;
		return {
			stream,
			at: began + Math.floor(shown / 1000),
			nanos: (shown % 1000) * 1000,
			// The same text again and again, so that some lines are alike in all.
			text: clean(random(3) === 0 ? 'again' : `${name} ${index}`),
		};
	});
};
