import { describe, expect, test } from 'vitest';
import { literal } from '../../../src/text/clean.ts';
import { cellWidth } from '../../../src/text/width.ts';
import { cutSpan, wrappedSpans } from '../../../src/ui/logs/cut.ts';
import { parseMoment, stampText, stampWidth } from '../../../src/ui/logs/log-time.ts';
import { formerOf } from '../../../src/ui/logs/other-run.ts';
import { paintSpan } from '../../../src/ui/logs/paint-span.ts';
import { mistakeIn, patternOf } from '../../../src/ui/logs/pattern.ts';
import { stepRows, windowEndingAt } from '../../../src/ui/logs/window.ts';
import { heldLines } from '../../support/held-lines.ts';
import { madeContainer, moment } from '../../support/made-model.ts';
import { seededRandom } from '../../support/seeded-random.ts';

test.each([
	['03:12', '2026-11-23T03:12:00Z'],
	['14:03', '2026-11-22T14:03:00Z'],
	['14:02:31', '2026-11-23T14:02:31Z'],
	['-2h', '2026-11-23T12:02:31Z'],
	['90s', '2026-11-23T14:01:01Z'],
	['2026-11-20 14:00', '2026-11-20T14:00:00Z'],
	['2026-11-20', '2026-11-20T00:00:00Z'],
	['2026-11-20T14:00:00+02:00', '2026-11-20T12:00:00Z'],
])('%s is a time', (text, at) => {
	expect(new Date(parseMoment(text, moment) ?? 0).toISOString()).toBe(at.replace('Z', '.000Z'));
});

test.each(['', 'noon', '25:00', '12:60', '5', '2026-13-40', '-'])('"%s" is no time', text => {
	expect(parseMoment(text, moment)).toBeUndefined();
});

test('a timestamp takes the same room whatever it is', () => {
	for (const mode of ['relative', 'local', 'utc'] as const) {
		for (const age of [0, 500, 59_000, 4_000_000, 90_000_000, 9e9]) {
			expect(cellWidth(stampText(moment - age, mode, moment))).toBe(stampWidth[mode]);
		}
		expect(stampText(undefined, mode, moment)).toBe(' '.repeat(stampWidth[mode]));
	}
});

describe('what is searched for', () => {
	test('words in any order, capitals only where they are typed, or an expression', () => {
		expect(patternOf('model LOAD')?.areIn(['LOAD the Model'])).toEqual([true]);
		expect(patternOf('model LOAD')?.areIn(['load the model'])).toEqual([false]);
		expect(patternOf('a.c')?.areIn(['abc'])).toEqual([false]);
		expect(patternOf('/a.c/')?.areIn(['xABC'])).toEqual([true]);
		expect(patternOf('/^b/')?.areIn(['abc'])).toEqual([false]);
		expect(patternOf('!warn')).toMatchObject({ isInverse: true });
		expect(patternOf(' ')).toBeUndefined();
	});

	test('an expression that is none is told, and matches nothing', () => {
		expect(mistakeIn('/(/')).toMatch(/no regular expression/);
		expect(patternOf('/(/')).toBeUndefined();
		expect(mistakeIn('(')).toBeUndefined();
	});

	test('an expression that takes too long is given up, and says so', () => {
		const pattern = patternOf('/(\\w+\\s?)+:$/');
		expect(pattern?.areIn(['ready:', 'not ready'])).toEqual([true, false]);
		expect(pattern?.isTooSlow()).toBe(false);
		expect(mistakeIn('/(\\w+\\s?)+:$/')).toBeUndefined();
		expect(pattern?.areIn(['ready:', `${'a'.repeat(60)}!`])).toBeUndefined();
		expect(pattern?.isTooSlow()).toBe(true);
		expect(pattern?.areIn(['ready:'])).toBeUndefined();
		expect(mistakeIn('/(\\w+\\s?)+:$/')).toMatch(/takes too long/);
		expect(patternOf('/(\\d+\\s?)+:$/')?.spans('1'.repeat(60))).toEqual([]);
		expect(patternOf('a'.repeat(60))?.areIn([`${'a'.repeat(59)}!`])).toEqual([false]);
	});

	test('many lines are looked at in parts, and each has its answer', () => {
		const texts = Array.from({ length: 5000 }, (_, index) => `line ${index} ${'-'.repeat(index % 90)}`);
		const answers = patternOf('/ (\\d*7) /')?.areIn(texts);
		expect(answers).toEqual(texts.map((_, index) => index % 10 === 7));
	});

	test('where it is', () => {
		expect(patternOf('ab')?.spans('ab xAB')).toEqual([
			[0, 2],
			[4, 6],
		]);
	});
});

test('rows of any text are as wide as asked for at most, and all of it is there', () => {
	const random = seededRandom(41);
	const parts = ['a', 'long words ', '日本', '😀', 'e\u0301', '👩\u200d👩\u200d👧', '🇩🇪'];
	for (let round = 0; round < 500; round++) {
		const text = Array.from({ length: random(40) }, () => parts[random(parts.length)]).join('');
		const width = 2 + random(30);
		const spans = wrappedSpans(text, width);
		expect(spans.map(([from, to]) => text.slice(from, to)).join('')).toBe(text);
		for (const [from, to] of spans) expect(cellWidth(text.slice(from, to))).toBeLessThanOrEqual(width);
		const { span, isCut } = cutSpan(text, width);
		expect(cellWidth(text.slice(...span)) + Number(isCut)).toBeLessThanOrEqual(width);
	}
});

test('a part of a text has its styles, and ends plain', () => {
	const styles = [
		{ from: 1, codes: '31' },
		{ from: 3, codes: '' },
	];
	expect(paintSpan('abcdef', [0, 6], { base: '', styles, found: [] })).toBe('a\u001b[31mbc\u001b[0mdef');
	expect(paintSpan('abcdef', [2, 5], { base: '', styles, found: [[3, 4]] })).toBe(
		'\u001b[31mc\u001b[0m\u001b[7md\u001b[0me',
	);
	expect(paintSpan('abc', [0, 3], { base: '33', styles: [], found: [] })).toBe('\u001b[33mabc\u001b[0m');
});

test('the window is full where there are rows enough, wherever it is put', () => {
	const random = seededRandom(42);
	for (let round = 0; round < 300; round++) {
		const heights = Array.from({ length: 1 + random(20) }, () => 1 + random(5));
		const lines = heldLines(heights.map(height => `${height}`));
		const rows = { lines, count: ({ line }: (typeof lines)[number]) => Number(line.text) };
		const height = 1 + random(12);
		const index = random(lines.length);
		const window = windowEndingAt(rows, { index, row: random(5) }, height);
		const total = heights.reduce((sum, each) => sum + each, 0);
		let shown = 1;
		for (let place = window.top; place.index !== window.bottom.index || place.row !== window.bottom.row; shown++) {
			place = stepRows(rows, place, 1);
		}
		expect(shown).toBe(Math.min(height, total));
	}
});

test('the former container is the last that did the same work before', () => {
	const now = madeContainer(1, 'postgres', { startedAt: 300 });
	const former = madeContainer(2, '0123456789ab_postgres', {
		state: 'exited',
		startedAt: 200,
		service: literal('postgres'),
	});
	const older = madeContainer(3, 'older_postgres', { state: 'exited', startedAt: 100, service: literal('postgres') });
	const other = madeContainer(4, 'ollama', { state: 'exited', startedAt: 250 });
	expect(formerOf(now, [now, older, former, other])?.id).toBe(former.id);
	expect(formerOf(other, [now, older, former, other])).toBeUndefined();
});

test('another replica of a service, or what was run once beside it, is not what ran before', () => {
	const service = { project: literal('shop'), service: literal('web') } as const;
	const ended = { ...service, state: 'exited', startedAt: 100 } as const;
	const now = madeContainer(1, 'shop-web-1', { ...service, replica: literal('1'), isOneOff: false, startedAt: 300 });
	const second = madeContainer(2, 'shop-web-2', { ...ended, replica: literal('2'), isOneOff: false });
	const once = madeContainer(3, 'shop-web-run-5f3c', { ...ended, replica: literal('1'), isOneOff: true });
	const former = madeContainer(4, '0123456789ab_shop-web-1', { ...ended, replica: literal('1'), startedAt: 50 });
	expect(formerOf(now, [now, second, once])).toBeUndefined();
	expect(formerOf(now, [now, second, once, former])?.id).toBe(former.id);
});
