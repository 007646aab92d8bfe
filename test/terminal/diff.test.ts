import { describe, expect, it } from 'vitest';
import { writeLine } from '../../src/terminal/cells.ts';
import { diff } from '../../src/terminal/diff.ts';
import { createGrid, type Grid, gridLines, unknown } from '../../src/terminal/grid.ts';
import { createLinks } from '../../src/terminal/links.ts';

const links = createLinks();

const gridOf = (width: number, ...lines: readonly string[]): Grid => {
	const grid = createGrid(width, lines.length);
	for (const [row, line] of lines.entries()) writeLine(grid, row, line, { hasColour: true, links });
	return grid;
};

const change = (before: string, after: string, width = 20) =>
	diff(gridOf(width, before), gridOf(width, after), [0], links);

describe('diff', () => {
	it('is empty for equal pictures', () => {
		expect(change('\u001b[31mab\u001b[0mc', '\u001b[31mab\u001b[39mc')).toBe('');
	});

	it('writes only what differs, going over short unchanged pieces', () => {
		expect(change('count 1', 'count 2')).toBe('\u001b[1;7H2');
		expect(change('1 and 2', '3 and 4')).toBe('\u001b[H3\u001b[5C4');
		expect(change('1 x 2', '3 x 4')).toBe('\u001b[H3 x 4');
	});

	it('erases to the end of the row instead of writing blanks', () => {
		expect(change('a long line', 'a')).toBe('\u001b[1;3H\u001b[K');
		expect(change('abc', 'a')).toBe('\u001b[1;2H  ');
	});

	it('changes style by the shortest sequence, and ends plain', () => {
		expect(change('', '\u001b[1;31mab\u001b[22mc')).toBe('\u001b[H\u001b[1;31mab\u001b[22mc\u001b[m');
		expect(change('', '\u001b[7ma\u001b[0mb')).toBe('\u001b[H\u001b[7ma\u001b[mb');
		expect(change('', '\u001b[38;5;9ma')).toBe('\u001b[H\u001b[91ma\u001b[m');
		expect(change('', '\u001b[1;2ma\u001b[22;2mb')).toBe('\u001b[H\u001b[1;2ma\u001b[0;2mb\u001b[m');
	});

	it('places the cursor anew after a character whose width terminals differ about', () => {
		expect(change('', '日x')).toBe('\u001b[H  \u001b[1G日\u001b[3Gx');
		expect(change('', '👩‍🚀x')).toBe('\u001b[H  \u001b[1G👩‍🚀\u001b[3Gx ');
	});

	it('does not let a character of doubtful width run over the end of the row', () => {
		expect(change('', `${'x'.repeat(18)}👩‍🚀`)).toBe(`\u001b[H${'x'.repeat(18)}\ufffd `);
		expect(change('', `${'x'.repeat(18)}日`)).toContain('日');
		expect(change('', `${'x'.repeat(19)}日`)).toBe(`\u001b[H${'x'.repeat(19)}`);
	});

	it('draws everything over what is unknown', () => {
		const before = createGrid(5, 2, unknown);
		expect(diff(before, gridOf(5, 'abc', ''), [0, 1], links)).toBe('\u001b[Habc  \u001b[2H\u001b[K');
	});
});

describe('a line as cells', () => {
	it('has no trace of sequences that are not styles, nor of control characters', () => {
		const hostile =
			'a\u001b[2Jb\u001b]0;title\u0007c\u001b[10;10Hd\u001bPq\u001b\\e\u009b31mf\rg\u0007h\u001b[?1049hi\u001b(0j\u001bck';
		expect(gridLines(gridOf(40, hostile))).toEqual(['abcde31mfghijk']);
	});

	it('has links only to what the program made a link of', () => {
		const url = 'http://127.0.0.1:3000/d/a?b=c';
		const mine = links.wrap(url, 'open');
		expect(mine).toContain(url);
		expect(change('', `${mine}x`)).toBe(`\u001b[H\u001b]8;;${url}\u001b\\open\u001b]8;;\u001b\\x`);
		expect(change('', '\u001b]8;;http://evil/\u001b\\open\u001b]8;;\u001b\\')).toBe('\u001b[Hopen');
		expect(links.wrap('javascript:alert(1)', 'open')).toBe('open');
		expect(links.wrap('http://a/\u001b[2J', 'open')).toBe('open');
	});

	it('is cut at the edge, without half a wide character', () => {
		expect(gridLines(gridOf(5, '日本語'))).toEqual(['日本']);
		expect(gridOf(5, '日本語').chars).toEqual(['日', '', '本', '', ' ']);
	});

	it('bears graphemes without end', () => {
		const zalgo = `a${'\u0301'.repeat(10_000)}b`;
		expect(gridOf(3, zalgo).chars[0]!.length).toBeLessThanOrEqual(32);
		expect(gridOf(3, zalgo).chars[1]).toBe('b');
	});
});
