import { cellWidth, clip, fitLeft } from '../text/width.ts';
import type { Glyphs } from './glyphs.ts';
import { paint, type Style, unpaint } from './paint.ts';

export type FrameOptions = {
	/** Painted parts of the title; the first that do not fit are left out whole, the very first one is cut. */
	readonly title: readonly string[];
	readonly width: number;
	readonly height: number;
	readonly isFocused: boolean;
	readonly glyphs: Glyphs;
};

const titleOf = (parts: readonly string[], room: number, glyphs: Glyphs): string => {
	let title = '';
	let used = 0;
	for (const part of parts) {
		const plain = unpaint(part);
		const separator = used > 0 ? ` ${glyphs.separator} ` : '';
		const needed = cellWidth(plain) + separator.length;
		if (used + needed > room) {
			if (used > 0) continue;
			return clip(plain, room);
		}
		title += separator + part;
		used += needed;
	}
	return title;
};

/**
 * A panel: a border with a title around lines of exactly `width - 4` cells, cut or filled to `height - 2` lines.
 * Lines may be painted, and must not be longer than that.
 */
export const frame = (
	lines: readonly string[],
	{ title, width, height, isFocused, glyphs }: FrameOptions,
): string[] => {
	if (width < 4 || height < 2) return Array.from({ length: height }, () => fitLeft('', width));
	const styles: readonly Style[] = isFocused ? ['cyan', 'bold'] : ['dim'];
	const [topLeft, topRight, bottomLeft, bottomRight] = glyphs.corners;
	const shown = titleOf(title, width - 4, glyphs);
	const rest = width - 2 - cellWidth(unpaint(shown)) - (shown === '' ? 0 : 2);
	const edge = paint(glyphs.vertical, ...styles);
	const body = Array.from({ length: height - 2 }, (_, row) => {
		const line = lines[row] ?? '';
		return `${edge} ${line}${' '.repeat(Math.max(0, width - 4 - cellWidth(unpaint(line))))} ${edge}`;
	});
	const top = shown === '' ? '' : ` ${shown} `;
	return [
		paint(topLeft, ...styles) + top + paint(glyphs.horizontal.repeat(Math.max(0, rest)) + topRight, ...styles),
		...body,
		paint(bottomLeft + glyphs.horizontal.repeat(width - 2) + bottomRight, ...styles),
	];
};
