import { expect, test } from 'vitest';
import type { PastEvent } from '../../../src/metrics/event.ts';
import { clean } from '../../../src/text/clean.ts';
import { marksRow, nearestEvent, nearestWords } from '../../../src/ui/charts/marks.ts';
import { asciiGlyphs, unicodeGlyphs } from '../../../src/ui/glyphs.ts';
import { unpaint } from '../../../src/ui/paint.ts';

const start = Date.UTC(2026, 10, 23, 13);
const minute = 60_000;
const span = { start, end: start + 60 * minute, at: undefined };

const event = (kind: PastEvent['kind'], at: number, subject = 'web', within = 0): PastEvent => ({
	kind,
	at: start + at * minute,
	within,
	subject: clean(subject),
	labels: {},
});

const row = (events: readonly PastEvent[], glyphs = unicodeGlyphs) => unpaint(marksRow(events, span, 61, glyphs));

test('a mark stands in the column of its event, several in one are one, and an alert is seen among them', () => {
	const events = [
		event('container.started', 0),
		event('container.gone', 10),
		event('alert.firing', 10),
		event('container.started', 10),
		event('host.booted', 60),
	];
	expect(row(events)).toBe(`•${' '.repeat(9)}▲${' '.repeat(49)}•`);
	expect(row(events, asciiGlyphs)).toBe(`*${' '.repeat(9)}!${' '.repeat(49)}*`);
});

test('what happened before or after has no mark', () => {
	expect(row([event('container.gone', -1), event('container.gone', 61)])).toBe(' '.repeat(61));
});

test('the words are of the event nearest to the cursor, without one of the last', () => {
	const events = [event('container.started', 5), event('alert.firing', 30, 'HostCpuBusy'), event('container.gone', 50)];
	const words = (at: number | undefined, width = 60) =>
		unpaint(
			nearestWords(events, { ...span, at: at === undefined ? undefined : start + at * minute }, width, unicodeGlyphs),
		);
	expect(words(undefined).trimEnd()).toBe('• 11-23 13:50 web was gone (one of 3)');
	expect(words(10).trimEnd()).toBe('• 11-23 13:05 web started (one of 3)');
	expect(words(25).trimEnd()).toBe('▲ 11-23 13:30 alert HostCpuBusy began to fire (one of 3)');
	expect(words(25)).toHaveLength(60);
	expect(words(25, 36)).toBe('▲ 11-23 13:30 alert HostCpuBusy beg…');
	expect(nearestEvent(events, start + 40 * minute)).toBe(events[2]);
	expect(nearestEvent([], start)).toBeUndefined();
	expect(nearestWords([], span, 10, unicodeGlyphs)).toBe(' '.repeat(10));
});

test('a time that is not exact says so', () => {
	expect(unpaint(nearestWords([event('container.started', 5, 'web', 5 * minute)], span, 60, unicodeGlyphs))).toContain(
		'by 11-23 13:05 web started',
	);
});
