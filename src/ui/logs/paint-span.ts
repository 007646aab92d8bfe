import type { StyleRun } from '../../text/log-text.ts';
import type { Span } from './pattern.ts';

/** How a text is painted: all of it, runs of it, and what in it is lifted out. */
export type Painting = {
	/** SGR codes below all others; '' for none. */
	readonly base: string;
	readonly styles: readonly StyleRun[];
	readonly found: readonly Span[];
};

const lifted = '7';

const codesAt = (styles: readonly StyleRun[], at: number): string =>
	styles.findLast(({ from }) => from <= at)?.codes ?? '';

const isFound = (found: readonly Span[], at: number): boolean => found.some(([from, to]) => from <= at && at < to);

/** A part of a text with its styles, each turned on and off by itself, so that the end of it is plain. */
export const paintSpan = (text: string, [from, to]: Span, { base, styles, found }: Painting): string => {
	if (styles.length === 0 && found.length === 0) {
		return base === '' || from === to ? text.slice(from, to) : `\u001b[${base}m${text.slice(from, to)}\u001b[0m`;
	}
	const edges = [...styles.map(style => style.from), ...found.flat(), from, to]
		.filter(edge => edge >= from && edge <= to)
		.sort((a, b) => a - b);
	let painted = '';
	for (const [index, edge] of edges.entries()) {
		const next = edges[index + 1] ?? edge;
		if (next === edge) continue;
		const codes = [base, codesAt(styles, edge), isFound(found, edge) ? lifted : ''].filter(Boolean).join(';');
		const part = text.slice(edge, next);
		painted += codes === '' ? part : `\u001b[${codes}m${part}\u001b[0m`;
	}
	return painted;
};
