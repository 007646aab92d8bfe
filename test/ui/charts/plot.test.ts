import { expect, test } from 'vitest';
import type { ChartSpec } from '../../../src/ui/charts/chart-spec.ts';
import { thresholdsOf } from '../../../src/ui/charts/chart-spec.ts';
import { plotChart } from '../../../src/ui/charts/plot.ts';
import { asciiGlyphs, unicodeGlyphs } from '../../../src/ui/glyphs.ts';
import { unpaint } from '../../../src/ui/paint.ts';

const place = { columns: 40, rows: 11, labelWidth: 7, glyphs: unicodeGlyphs, cursor: undefined };

const line = (letter: string, value: (index: number) => number | undefined) => ({
	name: letter,
	letter,
	style: 'green' as const,
	values: Array.from({ length: 41 }, (_, index) => value(index)),
});

const share = (more: Partial<ChartSpec> = {}): ChartSpec => ({
	title: 'Share',
	unit: 'ratio',
	max: 1,
	lines: [line('a', () => 0.5)],
	...more,
});

const drawn = (spec: ChartSpec, more = {}) => plotChart(spec, { ...place, ...more }).map(unpaint);

test('a line stands in the row of its value, and the axis names that row', () => {
	const rows = drawn(share({ lines: [line('a', () => 0.4)] }));
	expect(rows).toHaveLength(11);
	expect(rows.every(row => [...row].length === 48)).toBe(true);
	expect(rows[6]).toBe(`   40% ┤${'─'.repeat(40)}`);
	expect(rows[0]!.trimEnd()).toBe('  100% ┤');
});

test('a gap is left blank, and a point alone in it is a mark', () => {
	const rows = drawn(share({ lines: [line('a', index => (index > 10 && index < 20 ? undefined : 0.4))] }));
	expect(rows[6]!.slice(8)).toBe(`${'─'.repeat(10)}${' '.repeat(10)}${'─'.repeat(20)}`);
	const alone = drawn(share({ lines: [line('a', index => (index === 15 ? 0.4 : undefined))] }));
	expect(alone[6]!.slice(8).trimEnd()).toBe(`${' '.repeat(15)}•`);
});

test('thresholds are dashed, named, dim and behind the line; above the axis there are none', () => {
	const spec = share({
		lines: [line('a', index => (index > 35 ? 0.8 : 0.1))],
		thresholds: thresholdsOf({ warn: 0.8, alarm: 1.2 }),
	});
	const rows = plotChart(spec, place);
	expect(unpaint(rows[2]!).slice(8)).toMatch(/^╌╌ warn 80% ╌+╭────$/);
	expect(rows[2]).toContain('\u001b[2m╌');
	expect(rows.join('')).not.toContain('alarm');
});

test('several lines are told apart by their letters, the first above the others', () => {
	const rows = drawn(share({ lines: [line('a', () => 0.4), line('b', () => 0.4), line('c', () => 0.9)] }));
	expect(rows[6]).toMatch(/─a─+b─/);
	expect(rows[1]).toContain('c');
	expect(drawn(share({ lines: [line('a', () => 0.4)] })).join('')).not.toContain('a');
});

test('the cursor goes through all rows', () => {
	const rows = drawn(share(), { cursor: 7 });
	expect(rows.filter(row => [...row][8 + 7] === '│')).toHaveLength(10);
	expect([...rows[5]!][8 + 7]).toBe('─');
});

test('without any value there is no number on the axis, but a sentence', () => {
	const text = drawn(share({ lines: [line('a', () => undefined)] })).join('\n');
	expect(text).toContain('No values in this window.');
	expect(text).not.toMatch(/\d/);
});

test('every size is exact, and ASCII is ASCII', () => {
	const spec = share({
		lines: [line('a', index => Math.abs(Math.sin(index))), line('b', index => index / 40)],
		thresholds: thresholdsOf({ warn: 0.8, alarm: 0.95 }),
	});
	for (let columns = 1; columns < 60; columns += 3) {
		for (let rows = 0; rows < 20; rows++) {
			const lines = drawn(spec, { columns, rows, glyphs: asciiGlyphs });
			expect(lines).toHaveLength(rows);
			for (const text of lines) expect(text).toMatch(new RegExp(`^[\\u0020-\\u007e]{${columns + 8}}$`));
		}
	}
});
