import type { PastEvent } from '../../metrics/event.ts';
import { cellWidth, fitLeft } from '../../text/width.ts';
import type { Glyphs } from '../glyphs.ts';
import { paint } from '../paint.ts';
import { eventWords } from './event-words.ts';
import { columnOf, type TimeSpan } from './span.ts';

/** A row with a mark in the column of each event; one in which an alert began to fire has a mark of its own. */
export const marksRow = (events: readonly PastEvent[], span: TimeSpan, columns: number, glyphs: Glyphs): string => {
	const cells = Array.from({ length: columns }, () => ' ');
	for (const { at, kind } of events) {
		const column = columnOf(span, at, columns);
		if (column === undefined) continue;
		if (kind === 'alert.firing') cells[column] = paint(glyphs.warning, 'yellow');
		else if (cells[column] === ' ') cells[column] = paint(glyphs.mark, 'cyan');
	}
	return cells.join('');
};

/** The event nearest to an instant, of several the last. */
export const nearestEvent = (events: readonly PastEvent[], at: number): PastEvent | undefined =>
	events.reduce<PastEvent | undefined>(
		(best, event) => (best === undefined || Math.abs(event.at - at) <= Math.abs(best.at - at) ? event : best),
		undefined,
	);

/** The words of the event nearest to the cursor, or of the last one, in exactly so many cells. */
export const nearestWords = (events: readonly PastEvent[], span: TimeSpan, width: number, glyphs: Glyphs): string => {
	const inside = events.filter(({ at }) => at >= span.start && at <= span.end);
	const nearest = nearestEvent(inside, span.at ?? span.end);
	if (nearest === undefined) return ' '.repeat(width);
	const sign = nearest.kind === 'alert.firing' ? paint(glyphs.warning, 'yellow') : paint(glyphs.mark, 'cyan');
	const count = inside.length === 1 ? '' : ` (one of ${inside.length})`;
	const words = eventWords(nearest);
	const text = cellWidth(words + count) <= width - 2 ? words + count : words;
	return `${sign} ${paint(fitLeft(text, width - 2, glyphs.ellipsis), 'dim')}`;
};
