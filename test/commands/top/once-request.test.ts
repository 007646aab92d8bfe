import { describe, expect, test } from 'vitest';
import { historyCsv } from '../../../src/commands/top/csv.ts';
import { asksForSnapshot, parseOnceRequest } from '../../../src/commands/top/once-request.ts';
import { AixclError } from '../../../src/errors.ts';
import { clean } from '../../../src/text/clean.ts';

const now = Date.parse('2026-11-23T14:02:31Z');
const parse = (flags: Readonly<Record<string, string>>) => parseOnceRequest(new Map(Object.entries(flags)), now);

const failureOf = (flags: Readonly<Record<string, string>>): AixclError => {
	try {
		parse(flags);
	} catch (error) {
		if (error instanceof AixclError) return error;
		throw error;
	}
	throw new Error('the flags were accepted');
};

describe('what one snapshot is asked for', () => {
	test('is now, as text, unless more is said', () => {
		expect(parse({ once: 'true' })).toEqual({ format: 'text', at: undefined, window: undefined });
	});

	test('is an earlier time, and a window', () => {
		const { at, window, format } = parse({ at: '-2h', window: '7d', json: 'true' });
		expect([at, window?.span, window?.step, format]).toEqual([now - 7_200_000, 7 * 86_400_000, 3_600_000, 'json']);
		expect(parse({ csv: 'true' }).window?.name).toBe('1h');
	});

	test.each<[Readonly<Record<string, string>>, string, string]>([
		[{ at: 'noon' }, '--at must be a time, not "noon"', 'Write it like 03:12, -2h, yesterday 14:00,'],
		[{ window: '2h', csv: 'true' }, '--window must be 1h, 24h, 7d or 30d, not "2h"', ''],
		[{ window: '1h' }, 'The past of a window is printed as CSV or JSON', 'Add --csv or --json.'],
		[{ csv: 'true', json: 'true' }, '--json and --csv exclude each other', 'Give one of the two.'],
	])('%j makes no sense, and is told so', (flags, sentence, hint) => {
		const { message, hint: told, code } = failureOf(flags);
		expect([message, code]).toEqual([sentence, 'usage']);
		expect(told).toContain(hint);
	});

	test.each([
		[{}, false],
		[{ at: '-2h' }, true],
		[{ csv: 'true' }, true],
		[{ once: 'false' }, false],
	])('%j asks for a snapshot: %s', (flags, isAsked) => {
		expect(asksForSnapshot(new Map(Object.entries(flags)))).toBe(isAsked);
	});
});

test('a history is CSV with a column a series, gaps empty, and no cell that a spreadsheet would compute', () => {
	const csv = historyCsv({
		start: now,
		step: 60_000,
		via: 'recorded',
		series: {
			'host.cpu.ratio': [{ labels: {}, values: [0.5, undefined] }],
			'container.cpu_cores': [{ labels: { name: clean('=cmd("x")') }, values: [1, 2] }],
		},
	});
	expect(csv).toBe(
		[
			'time,host.cpu.ratio{},"container.cpu_cores{name=""=cmd(\\""x\\"")""}"',
			'2026-11-23T14:02:31.000Z,0.5,1',
			'2026-11-23T14:03:31.000Z,,2',
			'',
		].join('\r\n'),
	);
});
