import { expect, test } from 'vitest';
import { writeLine } from '../../src/terminal/cells.ts';
import { createGrid, gridLines } from '../../src/terminal/grid.ts';
import { createLinks } from '../../src/terminal/links.ts';
import { gridSvg } from '../../src/terminal/svg.ts';
import { cellWidth } from '../../src/text/width.ts';

const gridOf = (...lines: readonly string[]) => {
	const grid = createGrid(40, lines.length);
	for (const [row, line] of lines.entries()) writeLine(grid, row, line, { hasColour: true, links: createLinks() });
	return grid;
};

const plain = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** What a reader of the picture sees: its texts, put where they stand. */
const linesIn = (svg: string, height: number): string[] => {
	const rows = Array.from({ length: height }, () => ({ text: '', cells: 0 }));
	for (const [, x, y, length, text] of svg.matchAll(
		/<text x="([\d.]+)" y="(\d+)" textLength="([\d.]+)"[^>]*>([^<]*)</g,
	)) {
		const row = rows[Math.round((Number(y) - 8 - 13) / 16)]!;
		const column = Math.round((Number(x) - 8) / 8.43);
		row.text += ' '.repeat(column - row.cells) + plain(text!);
		row.cells = column + cellWidth(plain(text!));
		expect(Math.round(Number(length) / 8.43)).toBe(cellWidth(plain(text!)));
	}
	return rows.map(({ text }) => text);
};

test('every cell stands where it stood on the screen, wide ones and signs of XML too', () => {
	const grid = gridOf(
		'╭─ CPU \u001b[1m37%\u001b[22m ─╮ <b>&amp;</b>',
		'',
		'  \u001b[32m日本語\u001b[39m \u001b[7m ok \u001b[27m  end',
		'\u001b[31ma\u001b[39m b\u001b[2mc\u001b[22m',
	);
	const svg = gridSvg(grid);
	const trimmed = (lines: readonly string[]) => lines.map(line => line.trimEnd());
	expect(trimmed(linesIn(svg, 4))).toEqual(trimmed(gridLines(grid)));
	expect(svg).toContain('&lt;b&gt;&amp;amp;&lt;/b&gt;');
});

test('colours and attributes are told', () => {
	const texts = (line: string) => gridSvg(gridOf(line)).split('\n').slice(2, -2).join('\n');
	expect(texts('\u001b[1;4;31mhot')).toMatch(/fill="#e06c75" font-weight="bold" text-decoration="underline">hot</);
	expect(texts('\u001b[38;2;1;2;255mrgb')).toContain('fill="#0102ff">rgb<');
	expect(texts('\u001b[38;5;196mcube')).toContain('fill="#ff0000">cube<');
	expect(texts('\u001b[38;5;244mgrey')).toContain('fill="#808080">grey<');
	expect(texts('\u001b[44mon blue')).toMatch(/<rect [^>]*fill="#61a0ef"\/><text [^>]*>on blue</);
	expect(texts('\u001b[7mturned')).toMatch(/<rect [^>]*fill="#d4d4d4"\/><text [^>]*fill="#1b1d23"[^>]*>turned</);
	expect(texts('\u001b[2;3;9mfaint')).toContain(
		'font-style="italic" opacity="0.6" text-decoration="line-through">faint<',
	);
	expect(texts('plain')).not.toContain('<rect');
});

test('nothing in it is a sign that XML cannot hold', () => {
	const grid = gridOf('ok');
	grid.chars[1] = '\u0000';
	grid.chars[2] = '\ud800';
	grid.chars[3] = '\u0007';
	expect(gridSvg(grid)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\ud800-\udfff]/);
});
