import { expect, test } from 'vitest';
import { windows } from '../../../src/metrics/window.ts';
import { columnOf } from '../../../src/ui/charts/span.ts';
import { timeAxis, timeTicks } from '../../../src/ui/charts/time-axis.ts';
import { asciiGlyphs, unicodeGlyphs } from '../../../src/ui/glyphs.ts';

const end = Date.UTC(2026, 10, 23, 14, 2, 31);
const minute = 60_000;
const hour = 60 * minute;

const labels = (span: number, columns: number) =>
	timeTicks({ start: end - span, end }, columns).map(({ label }) => label);

test('an hour in round minutes, fewer where there is less room', () => {
	expect(labels(hour, 60)).toEqual(['13:10', '13:20', '13:30', '13:40', '13:50', '14:00']);
	expect(labels(hour, 34)).toEqual(['13:15', '13:30', '13:45', '14:00']);
	expect(labels(5 * minute, 60)).toEqual(['13:58', '13:59', '14:00', '14:01', '14:02']);
});

test('a day in hours with its date at midnight, weeks in dates', () => {
	expect(labels(24 * hour, 72)).toEqual(['15:00', '18:00', '21:00', '11-23', '03:00', '06:00', '09:00', '12:00']);
	expect(labels(7 * 24 * hour, 70)).toEqual(['11-17', '11-18', '11-19', '11-20', '11-21', '11-22', '11-23']);
	expect(labels(30 * 24 * hour, 60)[0]).toMatch(/^1[01]-\d\d$/);
});

test.each(windows)('every time of $name stands in its own column, at every width', ({ span }) => {
	const time = { start: end - span, end, at: undefined };
	for (let columns = 8; columns < 240; columns++) {
		const line = timeAxis(time, columns, unicodeGlyphs);
		expect(line).toHaveLength(columns);
		for (const { index, 0: text } of line.matchAll(/╵[\d:-]+/g)) {
			const tick = timeTicks(time, columns).find(
				({ label, at }) => `╵${label}` === text && columnOf(time, at, columns) === index,
			);
			expect(tick, `${text} at ${columns}`).toBeDefined();
		}
	}
});

test('ASCII times are ASCII, and a span of nothing has none', () => {
	expect(timeAxis({ start: end - hour, end, at: undefined }, 80, asciiGlyphs)).toMatch(/^[\u0020-\u007e]{80}$/);
	expect(timeAxis({ start: end, end, at: undefined }, 10, asciiGlyphs)).toBe(' '.repeat(10));
});
