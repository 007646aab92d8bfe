import { expect, test } from 'vitest';
import { createReadSoFar, readOn } from '../../../src/commands/log-reading/read-on.ts';
import type { LogLine } from '../../../src/engine/container.ts';
import { clean } from '../../../src/text/clean.ts';
import { logEngine, madeLog } from '../../support/log-engine.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const { signal } = new AbortController();

test('read on after any number of cuts, no line is lost or doubled', async () => {
	const random = seededRandom(21);
	for (let round = 0; round < 20; round++) {
		const log = madeLog(random, 300 + random(2000));
		const written = log.slice(0, random(300));
		const engine = logEngine({ a: written }, () => random(400) === 0);
		const soFar = createReadSoFar([]);
		const read: LogLine[] = [];
		for (let calm = 0; calm < 30; calm++) {
			const before = read.length;
			for await (const lines of readOn(engine, 'a', soFar, signal)) read.push(...lines);
			// As an engine does, it has gone on meanwhile, sometimes by more than is asked for first.
			written.push(...log.slice(written.length, written.length + random(1500)));
			if (read.length > before || written.length < log.length) calm = 0;
		}
		expect(read.length).toBe(log.length);
		expect(read).toEqual(log);
	}
});

test('reads the end only, where that reaches back to what is known', async () => {
	const log = madeLog(seededRandom(22), 20_000);
	const engine = logEngine({ a: log });
	const read: LogLine[] = [];
	const soFar = createReadSoFar(log.slice(0, 19_500));
	for await (const lines of readOn(engine, 'a', soFar, signal)) read.push(...lines);
	expect(read).toEqual(log.slice(19_500));
	expect(engine.tails).toEqual([1000]);
});

test('a clock that stands still fills no memory', () => {
	const text = clean('x'.repeat(1000));
	const soFar = createReadSoFar([]);
	for (let index = 0; index < 50_000; index++) soFar.add({ stream: 'stdout', at: 1000, nanos: 0, text });
	const known = [...soFar.known().values()];
	expect(known.reduce((sum, count) => sum + count, 0)).toBeLessThan(10_000);
});

test('begins at a moment, that moment included', async () => {
	const log = madeLog(seededRandom(23), 200).map((line, index) => ({ ...line, at: 1000 + index, nanos: 0 }));
	const read: LogLine[] = [];
	const soFar = createReadSoFar([], { at: 1100, nanos: 0 });
	for await (const lines of readOn(logEngine({ a: log }), 'a', soFar, signal)) read.push(...lines);
	expect(read).toEqual(log.slice(100));
});
