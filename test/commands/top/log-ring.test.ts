import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createReadSoFar } from '../../../src/commands/log-reading/read-on.ts';
import { unknownLines } from '../../../src/commands/log-reading/unknown-lines.ts';
import { createLogRing } from '../../../src/commands/top/log-ring.ts';
import { createLogLines } from '../../../src/engine/log-lines.ts';
import { literal } from '../../../src/text/clean.ts';
import type { HeldLine } from '../../../src/ui/logs/held-line.ts';
import { logFrame } from '../../support/fake-log.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What a container writes, as it is read. */
const read = (count: number, textOf: (index: number) => string) => {
	const lines = createLogLines({ isTty: false });
	return Array.from({ length: count }, (_, index) => {
		const stamp = `2026-11-23T16:16:58.${String(index).padStart(9, '0')}Z`;
		return lines.push(logFrame(1, `${stamp} ${textOf(index)}\n`))[0]!;
	});
};

function* held(count: number, textOf: (index: number) => string): Generator<HeldLine> {
	for (let seq = 0; seq < count; seq++) {
		const [line] = read(1, () => textOf(seq));
		yield { seq, source: 'a', name: literal('a'), line: line!, level: undefined };
	}
}

/** In a turn of its own, in which no register still refers to what the turn before has made. */
const collected = async (): Promise<number> => {
	for (let turns = 0; turns < 3; turns++) {
		await new Promise(resolve => setImmediate(resolve));
		collect();
	}
	return process.memoryUsage().heapUsed;
};

const heldBy = async (hold: () => unknown): Promise<number> => {
	const before = await collected();
	const kept = hold();
	const after = await collected();
	return kept === undefined ? 0 : after - before;
};

const plain = (index: number) => `${index} ${'word '.repeat(200)}`;
const oneColour = (index: number) => `\u001b[32m${index}\u001b[0m ${'word '.repeat(200)}`;
const everyLetter = (index: number) => `${index} ${'\u001b[31ma\u001b[32mb'.repeat(1300)}`;

test.each([
	['plain lines', plain],
	['lines with a colour', oneColour],
	['lines of another colour at each letter', everyLetter],
])('a full ring of %s takes about what is counted', async (_, textOf) => {
	const bytes = await heldBy(() => {
		const ring = createLogRing();
		for (const line of held(6000, textOf)) ring.push(line);
		return ring;
	});
	expect(bytes).toBeGreaterThan(2 * 2 ** 20);
	expect(bytes).toBeLessThan(6 * 2 ** 20);
});

test.each([
	['short', () => 'a'],
	['of all lengths', (index: number) => 'a'.repeat((index * 7919) % 20_000)],
	['long and full of colours', (index: number) => '\u001b[31ma\u001b[32mb'.repeat(index % 2000)],
])('nothing is let go of before the ring is full: lines that are %s', (_, textOf) => {
	const ring = createLogRing();
	let gone = 0;
	let pushed = 0;
	for (const line of held(10_001, textOf)) {
		if (ring.isFull()) break;
		pushed += 1;
		gone += ring.push(line);
	}
	expect([ring.isFull(), gone, ring.count()]).toEqual([true, 0, pushed]);
});

test('what is remembered of the end of a log is as little, whatever its colours', async () => {
	const bytes = await heldBy(() => {
		const soFar = createReadSoFar([]);
		for (const line of read(1000, everyLetter)) soFar.add(line);
		return soFar;
	});
	// Twice 4 MiB, until it is pruned.
	expect(bytes).toBeLessThan(13 * 2 ** 20);
});

test('and what is kept of a log that is read backwards', async () => {
	async function* written() {
		for (let index = 0; index < 2000; index++) yield read(1, () => everyLetter(index))[0]!;
	}
	collect();
	const before = process.memoryUsage().heapUsed;
	let [most, seen] = [0, 0];
	const watched = async function* () {
		for await (const line of written()) {
			yield line;
			if (++seen % 500 !== 0) continue;
			collect();
			most = Math.max(most, process.memoryUsage().heapUsed - before);
		}
	};
	const found = await unknownLines(watched(), undefined, { count: 1900, isTail: false });
	expect(found).toMatchObject({ before: 2000, all: 2000 });
	expect(most).toBeLessThan(8 * 2 ** 20);
});

test('a line keeps as many changes of colour as can be seen, and ends plain', () => {
	const [line] = read(1, everyLetter);
	expect(line?.text).toHaveLength(2602);
	expect(line?.styles).toHaveLength(500);
	expect(line?.styles?.at(-1)?.codes).toBe('');
});
