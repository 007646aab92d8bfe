import { expect, test } from 'vitest';
import { createBackward } from '../../../src/commands/log-reading/backward.ts';
import { createOlderReader, edgeOf } from '../../../src/commands/log-reading/older.ts';
import type { LogLine } from '../../../src/engine/container.ts';
import { clean } from '../../../src/text/clean.ts';
import { logEngine, madeLog } from '../../support/log-engine.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const { signal } = new AbortController();

const readAll = async (reader: ReturnType<typeof createOlderReader>, size: () => number): Promise<LogLine[]> => {
	const pages: (readonly LogLine[])[] = [];
	for (;;) {
		const { lines, isBeginning } = await reader.read(size(), signal);
		pages.unshift(lines);
		if (isBeginning) return pages.flat();
		expect(lines.length).toBeGreaterThan(0);
	}
};

test('pages of any size come to the whole log: no line is lost or doubled, whatever the timestamps', async () => {
	const random = seededRandom(3);
	for (let round = 0; round < 150; round++) {
		const log = madeLog(random, random(400));
		const all = await readAll(createOlderReader(logEngine({ a: log }), 'a'), () => 1 + random(60));
		expect(all).toEqual(log);
	}
});

test('from any line on that is known, everything before it', async () => {
	const random = seededRandom(4);
	for (let round = 0; round < 150; round++) {
		const log = madeLog(random, 300);
		const from = 1 + random(299);
		const reader = createOlderReader(logEngine({ a: log }), 'a', edgeOf(log.slice(from)));
		expect(await readAll(reader, () => 40)).toEqual(log.slice(0, from));
	}
});

test('what is written meanwhile changes nothing', async () => {
	const random = seededRandom(5);
	const log = madeLog(random, 3000);
	const growing = log.slice(0, 300);
	const reader = createOlderReader(logEngine({ a: growing }), 'a');
	const pages: LogLine[] = [];
	for (let isBeginning = false; !isBeginning; ) {
		const page = await reader.read(50, signal);
		pages.unshift(...page.lines);
		growing.push(...log.slice(growing.length, growing.length + 250));
		isBeginning = page.isBeginning;
	}
	expect(pages).toEqual(log.slice(0, 300));
});

test('a page near the end does not read the whole log', async () => {
	const engine = logEngine({ a: madeLog(seededRandom(6), 5000) });
	const reader = createOlderReader(engine, 'a');
	for (let page = 0; page < 5; page++) await reader.read(100, signal);
	expect(Math.max(...engine.tails)).toBeLessThan(1000);
});

test('the part of a long line that a tail may begin with is not taken for a line', async () => {
	const log = madeLog(seededRandom(7), 20);
	const { lines } = await createOlderReader(logEngine({ a: log }), 'a').read(5, signal);
	expect(lines).toEqual(log.slice(-5));
});

test('several logs come as one, by time, each in its own order', async () => {
	const random = seededRandom(8);
	const logs = { a: madeLog(random, 300, 'a'), b: madeLog(random, 50, 'b'), c: [], d: madeLog(random, 700, 'd') };
	const engine = logEngine(logs);
	const names = Object.keys(logs);
	const backward = createBackward(names.map(source => ({ source, reader: createOlderReader(engine, source) })));
	const taken: { source: string; line: LogLine }[] = [];
	while (!backward.isAtBeginning()) taken.unshift(...(await backward.take(1 + random(200), signal)).toReversed());
	for (const [name, log] of Object.entries(logs)) {
		expect(taken.filter(({ source }) => source === name).map(({ line }) => line)).toEqual(log);
	}
	let latest = 0;
	for (const { line } of taken) {
		expect(line.at! - latest).toBeGreaterThan(-5);
		latest = Math.max(latest, line.at!);
	}
});

test('one log that cannot be read does not take the others with it; all of them do', async () => {
	const log = madeLog(seededRandom(9), 10);
	const broken = { read: () => Promise.reject(new Error('no such log')) };
	const backward = createBackward([
		{ source: 'a', reader: createOlderReader(logEngine({ a: log }), 'a') },
		{ source: 'b', reader: broken },
	]);
	expect((await backward.take(100, signal)).map(({ line }) => line).toReversed()).toEqual(log);
	await expect(createBackward([{ source: 'b', reader: broken }]).take(1, signal)).rejects.toThrow('no such log');
});

test('the newest lines reach back over the time in which lines come again, however few were asked for', async () => {
	const at = (ms: number): LogLine => ({ stream: 'stdout', at: ms, nanos: 0, text: clean(`line at ${ms}`) });
	const pages = [[at(200)], [at(190), at(195)], [at(100), at(140)], [at(0)]];
	const reader = { read: async () => ({ lines: pages.shift() ?? [], isBeginning: pages.length === 0 }) };
	const backward = createBackward([{ source: 'a', reader }]);
	expect((await backward.take(1, signal)).map(({ line }) => line.at)).toEqual([200]);
	expect((await backward.newestOf('a', signal)).map(line => line.at)).toEqual([100, 140, 190, 195, 200]);
	expect((await backward.take(6, signal)).map(({ line }) => line.at)).toEqual([195, 190, 140, 100, 0]);
});
