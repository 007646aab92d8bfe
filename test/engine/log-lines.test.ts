import { expect, test } from 'vitest';
import type { LogLine } from '../../src/engine/container.ts';
import { createLogLines, shownBytes } from '../../src/engine/log-lines.ts';
import { logFrame } from '../support/fake-log.ts';
import { seededRandom } from '../support/seeded-random.ts';

const stamp = '2026-11-23T16:16:58.880813086Z';
const at = Date.UTC(2026, 10, 23, 16, 16, 58, 880);

const read = (chunks: readonly Buffer[], isTty = false): LogLine[] => {
	const lines = createLogLines({ isTty });
	return [...chunks.flatMap(chunk => [...lines.push(chunk)]), ...lines.end()];
};

test('splits off the time, keeps both streams in order', () => {
	const bytes = Buffer.concat([
		logFrame(1, `${stamp} one\n`),
		logFrame(2, `${stamp} two\n`),
		logFrame(1, `2026-11-23T18:16:58.5+02:00 three\n`),
		logFrame(1, `${stamp} \n`),
	]);
	expect(read([bytes])).toEqual([
		{ stream: 'stdout', at, nanos: 813_086, text: 'one' },
		{ stream: 'stderr', at, nanos: 813_086, text: 'two' },
		{ stream: 'stdout', at: Date.UTC(2026, 10, 23, 16, 16, 58, 500), nanos: 0, text: 'three' },
		{ stream: 'stdout', at, nanos: 813_086, text: '' },
	]);
});

test('a line without a timestamp, or with a false one, is shown whole', () => {
	expect(read([logFrame(1, 'plain\n2026-99-23T16:16:58.880813086Z odd\n')])).toEqual([
		{ stream: 'stdout', at: undefined, nanos: 0, text: 'plain' },
		{ stream: 'stdout', at: undefined, nanos: 0, text: '2026-99-23T16:16:58.880813086Z odd' },
	]);
});

test('reads a TTY raw, even where its output looks like frames, and takes off CRLF', () => {
	const bytes = Buffer.concat([logFrame(1, 'x'), Buffer.from(`\r\n${stamp} second\r\n`)]);
	expect(read([bytes], true)).toEqual([
		{ stream: 'stdout', at: undefined, nanos: 0, text: '␁␀␀␀␀␀␀␁x' },
		{ stream: 'stdout', at, nanos: 813_086, text: 'second' },
	]);
});

test('any chunking of frames and of characters gives the same lines', () => {
	const random = seededRandom(5);
	const texts = ['日本語', 'naïve', '😀 fine', '', 'x'.repeat(300)];
	const bytes = Buffer.concat(
		Array.from({ length: 60 }, (_, index) => {
			const line = Buffer.from(`${stamp} ${texts[index % texts.length]}\n`);
			const cut = random(line.length);
			// The engine cuts lines into frames without regard to characters; only the first has no line before it.
			return Buffer.concat(
				cut < 40
					? [logFrame(1 + (index % 2), line)]
					: [
							logFrame(1 + (index % 2), line.subarray(0, cut)),
							logFrame(1 + (index % 2), Buffer.concat([Buffer.from(`${stamp} `), line.subarray(cut)])),
						],
			);
		}),
	);
	const whole = read([bytes]);
	expect(whole.map(line => line.text)).toEqual(Array.from({ length: 60 }, (_, index) => texts[index % texts.length]));
	for (let round = 0; round < 50; round += 1) {
		const chunks: Buffer[] = [];
		for (let from = 0; from < bytes.length; ) {
			const to = from + 1 + random(round < 5 ? 1 : 400);
			chunks.push(bytes.subarray(from, to));
			from = to;
		}
		expect(read(chunks)).toEqual(whole);
	}
});

test('a long line is cut at 16 KiB and says how much is missing, timestamps of its frames not counted', () => {
	const part = Buffer.alloc(shownBytes, 'x');
	const framed = [part, part, Buffer.from('tail\n')].map(body =>
		logFrame(1, Buffer.concat([Buffer.from(`${stamp} `), body])),
	);
	const [line, next] = read([...framed, logFrame(1, `${stamp} next\n`)]);
	expect(line?.text).toBe(`${'x'.repeat(shownBytes)} … (+${shownBytes + 4} bytes)`);
	expect(line?.at).toBe(at);
	expect(next?.text).toBe('next');
});

test('is cut between characters, and counts bytes, those of no valid text too', () => {
	const [wide] = read([logFrame(1, `${stamp} ${'日'.repeat(6000)}\n`)]);
	expect(wide?.text).toBe(`${'日'.repeat(5461)} … (+${18_000 - 16_383} bytes)`);
	const [binary] = read([
		logFrame(1, Buffer.concat([Buffer.from(`${stamp} `), Buffer.alloc(20_000, 0xff), Buffer.from('\n')])),
	]);
	expect(binary?.text).toBe(`${'\ufffd'.repeat(shownBytes)} … (+${20_000 - shownBytes} bytes)`);
});

test('a line of 1 GiB costs no memory of its size', () => {
	const lines = createLogLines({ isTty: true });
	const chunk = Buffer.alloc(2 ** 20, 'x');
	const before = process.memoryUsage.rss();
	for (let sent = 0; sent < 2 ** 30; sent += chunk.length)
		for (const line of lines.push(chunk)) expect(line).toBeUndefined();
	expect(process.memoryUsage.rss() - before).toBeLessThan(64 * 2 ** 20);
	expect([...lines.end()][0]?.text).toMatch(new RegExp(`^x{${shownBytes}} … \\(\\+${2 ** 30 - shownBytes} bytes\\)$`));
});

test('cleans what it shows', () => {
	expect(read([logFrame(2, `${stamp} \u001b[31mred\u001b[0m \u001b]52;c;eA==\u0007\n`)])[0]?.text).toBe('red ␛');
});

test('the last line needs no line end', () => {
	expect(read([logFrame(1, `${stamp} panic`)])).toEqual([{ stream: 'stdout', at, nanos: 813_086, text: 'panic' }]);
});

test("the engine's own message ends the log with an error", () => {
	const lines = createLogLines({ isTty: false });
	expect([
		...lines.push(Buffer.concat([logFrame(1, `${stamp} one\n`), logFrame(3, 'log file\u0007 is gone')])),
	]).toHaveLength(1);
	expect(() => [...lines.end()]).toThrow('The engine cannot read this log: log file␇ is gone');
});
