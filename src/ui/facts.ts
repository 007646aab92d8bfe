import { cellWidth } from '../text/width.ts';
import { paint, unpaint } from './paint.ts';

/** A named number: the name steps back behind the number. */
export const fact = (name: string, value: string): string => `${paint(name, 'dim')} ${value}`;

/** As many painted parts, in their order, as fit in so many cells; what does not fit is left out whole. */
export const factsLine = (parts: readonly string[], width: number, separator = '  '): string => {
	let line = '';
	let used = 0;
	for (const part of parts) {
		const cells = cellWidth(unpaint(part)) + (used === 0 ? 0 : separator.length);
		if (used + cells > width) continue;
		line += (used === 0 ? '' : separator) + part;
		used += cells;
	}
	return line + ' '.repeat(Math.max(0, width - used));
};
