import { cellWidth, clip } from '../../text/width.ts';
import type { Span } from './pattern.ts';

/** The rows of a text that is broken wherever a row is full; at least one. */
export const wrappedSpans = (text: string, width: number): readonly Span[] => {
	const spans: Span[] = [];
	for (let from = 0; from < text.length; ) {
		// A cell holds no more than a few characters, and only those need looking at.
		const part = text.slice(from, from + width * 8);
		const taken = clip(part, width).length || [...part][0]!.length;
		spans.push([from, from + taken]);
		from += taken;
	}
	return spans.length === 0 ? [[0, 0]] : spans;
};

/** What of a text one row shows: all of it, or as much as leaves room for an ellipsis. */
export const cutSpan = (text: string, width: number): { readonly span: Span; readonly isCut: boolean } => {
	const part = text.slice(0, width * 8);
	if (part.length === text.length && cellWidth(text) <= width) return { span: [0, text.length], isCut: false };
	return { span: [0, clip(part, Math.max(0, width - 1)).length], isCut: true };
};
