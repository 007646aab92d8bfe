import type { Engine, LogLine } from '../../src/engine/container.ts';
import { clean } from '../../src/text/clean.ts';
import { objectEngine } from './object-engine.ts';
import type { seededRandom } from './seeded-random.ts';

const millis = (moment: number | { readonly at: number; readonly nanos: number }): number =>
	typeof moment === 'number' ? moment : moment.at + moment.nanos / 1e6;

const timeOf = ({ at, nanos }: LogLine): number => (at ?? 0) + nanos / 1e6;

const shown = (line: LogLine): LogLine => ({ ...line, at: Math.floor((line.at ?? 0) / 1000) * 1000, nanos: 0 });

/** What `podmanLogEngine` tells of a log. */
export const toldBy = (log: readonly LogLine[]): LogLine[] => log.map(shown);

/**
 * An engine with logs by container ID that answers as Podman 4.3 does on the real one: it tells whole seconds, chooses
 * by the moments that it keeps, both ends left out, and few last lines are worth asking for. It never waits.
 */
export const podmanLogEngine = (logs: Readonly<Record<string, readonly LogLine[]>>, cut = () => false): Engine =>
	Object.assign(objectEngine([]), {
		longestTail: async () => 60,
		async *logs(id: string, { tail, since, until }: Parameters<Engine['logs']>[1]) {
			for (const line of tail === 0 ? [] : (logs[id] ?? []).slice(-tail)) {
				if (since !== undefined && timeOf(line) <= millis(since)) continue;
				if (until !== undefined && timeOf(line) >= millis(until)) continue;
				if (cut()) return;
				yield shown(line);
			}
		},
	});

/** A log in the order of its times, from one to hundreds of lines a second, with lines alike in it. */
export const orderedLog = (random: ReturnType<typeof seededRandom>, count: number): LogLine[] => {
	let time = Date.UTC(2026, 10, 23) * 1000 + 1;
	return Array.from({ length: count }, (_, index) => {
		time += 1 + random(random(5) === 0 ? 900_000 : 4000);
		return {
			stream: random(2) === 0 ? 'stdout' : 'stderr',
			at: Math.floor(time / 1000),
			nanos: (time % 1000) * 1000,
			text: clean(random(3) === 0 ? 'again' : `line ${index}`),
		};
	});
};
