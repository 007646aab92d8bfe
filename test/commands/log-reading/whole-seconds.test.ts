import { expect, test } from 'vitest';
import { createOlderReader, edgeOf } from '../../../src/commands/log-reading/older.ts';
import { createReadSoFar, readOn } from '../../../src/commands/log-reading/read-on.ts';
import type { LogLine } from '../../../src/engine/container.ts';
import { clean } from '../../../src/text/clean.ts';
import { orderedLog, podmanLogEngine, toldBy } from '../../support/podman-log-engine.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const { signal } = new AbortController();

test('pages come to the whole log where the engine tells whole seconds', async () => {
	const random = seededRandom(31);
	for (let round = 0; round < 60; round++) {
		const log = orderedLog(random, 1 + random(400));
		const reader = createOlderReader(podmanLogEngine({ a: log }), 'a');
		const pages: (readonly LogLine[])[] = [];
		for (let isBeginning = false; !isBeginning; ) {
			const page = await reader.read(1 + random(60), signal);
			pages.unshift(page.lines);
			isBeginning = page.isBeginning;
		}
		expect(pages.flat()).toEqual(toldBy(log));
	}
});

test('everything before any line that is known, in the middle of its second too', async () => {
	const random = seededRandom(32);
	for (let round = 0; round < 60; round++) {
		const log = orderedLog(random, 300);
		const told = toldBy(log);
		const from = 1 + random(299);
		const reader = createOlderReader(podmanLogEngine({ a: log }), 'a', edgeOf(told.slice(from)));
		const { lines } = await reader.read(1000, signal);
		expect(lines).toEqual(told.slice(0, from));
	}
});

test('read on after any number of cuts, no line is lost or doubled', async () => {
	const random = seededRandom(33);
	for (let round = 0; round < 20; round++) {
		const log = orderedLog(random, 300 + random(1000));
		const written = log.slice(0, random(300));
		const engine = podmanLogEngine({ a: written }, () => random(300) === 0);
		const soFar = createReadSoFar([]);
		const read: LogLine[] = [];
		for (let calm = 0; calm < 30; calm++) {
			const before = read.length;
			for await (const lines of readOn(engine, 'a', soFar, signal)) read.push(...lines);
			written.push(...log.slice(written.length, written.length + random(500)));
			if (read.length > before || written.length < log.length) calm = 0;
		}
		expect(read).toEqual(toldBy(log));
	}
});

test('the last lines are followed by those written after them, not by what came before them in their second', async () => {
	const log = Array.from({ length: 3000 }, (_, index): LogLine => {
		return {
			stream: 'stdout',
			at: 1_800_000_000_001 + Math.floor(index / 10),
			nanos: 0,
			text: clean(`line ${index}`),
		};
	});
	const read: LogLine[] = [];
	for await (const lines of readOn(podmanLogEngine({ a: log }), 'a', createReadSoFar([]), signal, 5))
		read.push(...lines);
	expect(read).toEqual(toldBy(log.slice(-5)));
});
