import { expect, test } from 'vitest';
import { type ChartOptions, chart as paintedChart } from '../../src/ui/chart.ts';
import { resample } from '../../src/ui/charts/line.ts';
import { asciiGlyphs, unicodeGlyphs } from '../../src/ui/glyphs.ts';
import { paint, unpaint } from '../../src/ui/paint.ts';

const options = {
	width: 20,
	height: 5,
	max: 1,
	label: (value: number) => `${Math.round(value * 100)} `,
	labelWidth: 4,
	glyphs: unicodeGlyphs,
	style: 'green' as const,
};

const chart = (values: readonly (number | undefined)[], given: ChartOptions) =>
	paintedChart(values, given).map(unpaint);

test('draws a line over exactly the room it has', () => {
	const lines = chart([0, 0, 0.5, 0.5, 1, 1, 1, 0.5, 0], options);
	expect(lines).toMatchInlineSnapshot(`
		[
		  "100 ┼       ╭────╮  ",
		  " 75 ┤       │    │  ",
		  " 50 ┤   ╭───╯    ╰─╮",
		  " 25 ┤   │          │",
		  "  0 ┼───╯          ╰",
		]
	`);
	for (const line of lines) expect(line).toHaveLength(20);
});

test('leaves a gap where nothing is known, and does not bridge it', () => {
	const values = Array.from({ length: 16 }, (_, index) => (index >= 5 && index < 10 ? undefined : 0.5));
	const line = chart(values, options)[2]!;
	expect(line.slice(9, 14)).toBe('     ');
	expect(line.slice(5, 8)).toBe('───');
});

test('values beyond the axis stay at its end', () => {
	expect(() => chart([-5, 7, 3, 0], options)).not.toThrow();
	expect(chart([7, 7, 7, 7], options)[0]).toContain('──');
});

test('without room or values there is only emptiness', () => {
	expect(
		chart([], options)
			.join('')
			.replace(/[\d┤┼ ]/g, ''),
	).toBe('');
	expect(chart([1, 2], { ...options, width: 6 })).toEqual(Array.from({ length: 5 }, () => ' '.repeat(6)));
	expect(chart([1, 2], { ...options, max: 0 })).toHaveLength(5);
});

test('ASCII charts are ASCII', () => {
	expect(chart([0, 1, 0, 1], { ...options, glyphs: asciiGlyphs }).join('')).toMatch(/^[\u0020-\u007e]*$/);
});

test('resampling takes the mean of what falls into a column', () => {
	expect(resample([1, 3, undefined, 5], 2)).toEqual([2, 5]);
	expect(resample([1, undefined, undefined, undefined], 2)).toEqual([1, undefined]);
	expect(resample([1, 2], 4)).toEqual([1, 1, 2, 2]);
});

test('the line is painted, and the axis steps back', () => {
	const [first] = paintedChart([1, 1, 1], { ...options, height: 2 });
	expect(first).toBe(paint('100 ┼', 'dim') + paint('─'.repeat(15), 'green'));
});
