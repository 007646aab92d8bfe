import { describe, expect, test, vi } from 'vitest';
import { mergeByTime, type NamedLine } from '../../../src/commands/log-reading/merge.ts';
import { createReorder } from '../../../src/commands/log-reading/reorder.ts';
import { createLineFormat } from '../../../src/commands/logs/format.ts';
import { parseLogsRequest, parseTime } from '../../../src/commands/logs/request.ts';
import { previousTargets } from '../../../src/commands/logs/targets.ts';
import { createWanted } from '../../../src/commands/logs/wanted.ts';
import { clean, literal } from '../../../src/text/clean.ts';
import { cleanLog } from '../../../src/text/log-text.ts';
import { madeContainer } from '../../support/made-model.ts';

const lineOf = (name: string, at: number | undefined, text = `${at}`): NamedLine => ({
	name,
	line: { stream: 'stdout', at, nanos: 0, text: clean(text) },
});

async function* logOf(name: string, times: readonly (number | undefined)[], asked: string[] = []) {
	for (const at of times) {
		asked.push(name);
		yield lineOf(name, at);
	}
}

const merged = async (...logs: readonly AsyncIterable<NamedLine>[]) => {
	const lines: string[] = [];
	for await (const { name, line } of mergeByTime(logs)) lines.push(`${name}${line.at ?? '?'}`);
	return lines;
};

describe('logs are merged by time', () => {
	test('whatever their lengths', async () => {
		expect(await merged(logOf('a', [1, 4, 5]), logOf('b', [2, 3, 9]), logOf('c', []))).toEqual([
			'a1',
			'b2',
			'b3',
			'a4',
			'a5',
			'b9',
		]);
		expect(await merged()).toEqual([]);
	});

	test('and keep the order of each, times or not', async () => {
		expect(await merged(logOf('a', [5, undefined, 6]), logOf('b', [5, 7]))).toEqual(['a5', 'a?', 'b5', 'a6', 'b7']);
	});

	test('reading each only as far as it is needed', async () => {
		const asked: string[] = [];
		const lines = mergeByTime([logOf('a', [1, 2, 3, 4], asked), logOf('b', [10, 11], asked)]);
		await lines.next();
		await lines.return();
		expect(asked).toEqual(['a', 'b']);
	});

	test('a log that cannot be read ends them with its error', async () => {
		const broken = async function* (): AsyncGenerator<NamedLine> {
			yield lineOf('b', 1);
			throw new Error('broken');
		};
		await expect(merged(logOf('a', [1, 2]), broken())).rejects.toThrow('broken');
	});
});

test('lines that are followed come out in order, a moment later', () => {
	vi.useFakeTimers();
	try {
		const out: string[] = [];
		const reorder = createReorder<NamedLine>(
			lines => out.push(lines.map(({ name, line }) => `${name}${line.at ?? '?'}`).join(' ')),
			({ name }) => name,
		);
		for (const [name, at] of [
			['a', 3],
			['a', undefined],
			['b', 1],
			['a', 4],
			['b', 2],
		] as const)
			reorder.push(lineOf(name, at));
		expect(out).toEqual([]);
		vi.advanceTimersByTime(200);
		expect(out).toEqual(['b1 b2 a3 a? a4']);
		reorder.push(lineOf('a', 9));
		reorder.flush();
		vi.advanceTimersByTime(1000);
		expect(out).toEqual(['b1 b2 a3 a? a4', 'a9']);
	} finally {
		vi.useRealTimers();
	}
});

describe('how lines are written', () => {
	const plain = { isTerminal: false, hasColour: false, hasTimes: false };
	const onTerminal = { isTerminal: true, hasColour: true, hasTimes: false };

	test('several names are in front, each in the colour it always has where there are some', () => {
		const line = lineOf('web', 1, 'hello');
		expect(createLineFormat(['web'], onTerminal)(line)).toBe('hello\n');
		expect(createLineFormat(['web', 'database'], plain)(line)).toBe('web      | hello\n');
		const coloured = createLineFormat(['database', 'web'], onTerminal)(line);
		expect(coloured).toMatch(/^\u001b\[\d+mweb {6}\|\u001b\[0m hello\n$/);
		expect(createLineFormat(['web', 'database'], onTerminal)(line)).toBe(coloured);
		expect(createLineFormat(['web', 'database'], onTerminal)(lineOf('database', 1)).slice(0, 5)).not.toBe(
			coloured.slice(0, 5),
		);
	});

	test('JSON is folded on a terminal only', () => {
		const json = lineOf('web', 1, '{"time":"2026-11-23","level":"warn","msg":"slow","ms":12}');
		expect(createLineFormat(['web'], { ...onTerminal, hasColour: false })(json)).toBe('WARN  slow ms=12\n');
		expect(createLineFormat(['web'], plain)(json)).toBe(`${json.line.text}\n`);
	});

	test('levels and standard error have the colours of the screen', () => {
		const written = ({ line }: NamedLine, more: object) =>
			createLineFormat(['web'], onTerminal)({ name: 'web', line: { ...line, ...more } });
		expect(written(lineOf('web', 1, 'ERROR no'), {})).toBe('\u001b[31mERROR no\u001b[0m\n');
		expect(written(lineOf('web', 1, 'hm'), { stream: 'stderr' })).toBe('\u001b[33mhm\u001b[0m\n');
		expect(written(lineOf('web', 1, 'INFO hm'), { stream: 'stderr' })).toBe('INFO hm\n');
		expect(createLineFormat(['web'], plain)(lineOf('web', 1, 'ERROR no'))).toBe('ERROR no\n');
	});

	test('times stand before what was written', () => {
		const at = Date.UTC(2026, 10, 23, 14, 2, 31, 50);
		const timed = { ...plain, hasTimes: true };
		expect(createLineFormat(['web'], timed)(lineOf('web', at, 'hello'))).toBe('2026-11-23T14:02:31.050Z hello\n');
		expect(createLineFormat(['web'], timed)(lineOf('web', undefined, 'hello'))).toBe('hello\n');
		expect(createLineFormat(['web', 'db'], timed)(lineOf('db', at, 'x'))).toBe('db  | 2026-11-23T14:02:31.050Z x\n');
	});

	test('the colours of a container are kept where there are some', () => {
		const { text, styles } = cleanLog('\u001b[32mok\u001b[0m done', 100);
		const line = { name: 'web', line: { stream: 'stdout', at: 1, nanos: 0, text, styles } } as const;
		expect(createLineFormat(['web'], onTerminal)(line)).toBe('\u001b[32mok\u001b[0m done\n');
		expect(createLineFormat(['web'], { ...onTerminal, hasColour: false })(line)).toBe('ok done\n');
	});
});

const grepOf = (grep: string) => parseLogsRequest(new Map([['grep', grep]]), 0).pattern;

const wantedIn = (texts: readonly string[], asked: Parameters<typeof createWanted>[0]) =>
	createWanted(asked)(texts.map((text, index) => lineOf('web', index, text))).map(({ line }) => line.text);

test('a level picks lines, and what goes on with them', () => {
	const texts = ['INFO ok', 'ERROR no', '  at main.js:1', 'LOG:  fine', '  at nothing', 'WARN hm'];
	expect(wantedIn(texts, { pattern: undefined, level: 'error' })).toEqual(['ERROR no', '  at main.js:1']);
	expect(wantedIn(texts, { pattern: grepOf('h'), level: 'warn' })).toEqual(['WARN hm']);
});

test.each([
	['model load', ['load the model', 'LOAD Model']],
	['Model', ['LOAD Model']],
	['mod.l$', ['load the model', 'LOAD Model']],
	['^load|^none', ['load the model', 'LOAD Model', 'none']],
	['/the/', ['load the model']],
	['!load', ['none', '{"msg":"sl\\u006fw"}']],
	['! ^l', ['none', '{"msg":"sl\\u006fw"}']],
	['slow', ['{"msg":"sl\\u006fw"}']],
])('--grep %s picks what the same filter picks on the screen', (grep, picked) => {
	const texts = ['load the model', 'LOAD Model', 'none', '{"msg":"sl\\u006fw"}'];
	expect(wantedIn(texts, { pattern: grepOf(grep), level: undefined })).toEqual(picked);
});

test('a pattern that takes too long ends the command, and says so', () => {
	expect(() => wantedIn(['a', `${'a'.repeat(60)}!`], { pattern: grepOf('(\\w+\\s?)+:$'), level: undefined })).toThrow(
		'The pattern of --grep takes too long on these lines',
	);
});

describe('what was written before', () => {
	const now = madeContainer(1, 'web', { startedAt: 2000 });
	const former = madeContainer(2, '0123456789ab_web', { state: 'exited', startedAt: 1000, service: literal('web') });
	const target = { name: 'web', container: now };

	test('is the log of the container that ran before', () => {
		expect(previousTargets([target], [now, former])).toEqual([{ name: former.name, container: former }]);
	});

	test('is what the same container wrote before its last start, else nothing', () => {
		expect(previousTargets([target], [now])).toEqual([{ name: 'web', container: now, before: 1999 }]);
		const created = { ...now, startedAt: undefined };
		expect(previousTargets([target], [created])).toEqual([{ name: 'web', container: undefined }]);
	});
});

describe('what is asked for', () => {
	const now = Date.UTC(2026, 10, 23, 14, 0);
	const parse = (flags: Record<string, string>) => parseLogsRequest(new Map(Object.entries(flags)), now);

	test('a hundred lines each, and everything where a time or a pattern chooses', () => {
		expect(parse({})).toMatchObject({ tail: 100, isFollowing: false });
		expect(parse({ since: '1h' }).tail).toBe(2 ** 31 - 1);
		expect(parse({ grep: 'x' }).tail).toBe(2 ** 31 - 1);
		expect(parse({ grep: 'x', lines: '5' }).tail).toBe(5);
		expect(parse({ lines: 'all', follow: 'true' })).toMatchObject({ tail: 2 ** 31 - 1, isFollowing: true });
		expect(parse({ lines: '0' }).tail).toBe(0);
	});

	test('a time ago, or a time', () => {
		expect(parseTime('90s', now)).toBe(now - 90_000);
		expect(parseTime('1.5h', now)).toBe(now - 5_400_000);
		expect(parseTime('2d', now)).toBe(now - 172_800_000);
		expect(parseTime('2026-11-23T12:00:00Z', now)).toBe(now - 7_200_000);
	});

	test.each([
		[{ lines: '-1' }, '--lines must be a number of lines, not "-1"'],
		[{ until: 'noon' }, '--until must be a time, not "noon"'],
		[{ level: 'bad' }, '--level must be error or warn, not "bad"'],
		[{ follow: 'true', until: '1h' }, '--follow goes on for ever'],
		[{ since: 'yesterday' }, '--since must be a time, not "yesterday"'],
		[{ since: '5' }, '--since must be a time, not "5"'],
		[{ grep: '(' }, '--grep must be words or a regular expression, not "("'],
		[{ grep: '! ' }, '--grep needs what to look for, not "! "'],
	])('%j is wrong', (flags, message) => {
		expect(() => parse(flags as Record<string, string>)).toThrow(message);
	});
});
