import { nameColour } from '../../text/name-colour.ts';
import { cellWidth, fitLeft } from '../../text/width.ts';
import type { Glyphs } from '../glyphs.ts';
import { paint } from '../paint.ts';
import { paragraphsOf } from './body.ts';
import { cutSpan, wrappedSpans } from './cut.ts';
import type { HeldLine, LogView } from './held-line.ts';
import type { LogState } from './log-state.ts';
import { stampText, stampWidth } from './log-time.ts';
import { paintSpan } from './paint-span.ts';
import { type Pattern, patternOf, type Span } from './pattern.ts';

/** How lines become rows of a certain width. */
export type RowForm = {
	readonly width: number;
	/** Whether the cursor, marks and streams have a column. */
	readonly hasGutter: boolean;
	readonly log: Pick<LogState, 'stamps' | 'isWrapped' | 'unfolded' | 'marked'>;
	readonly pattern: Pattern | undefined;
	readonly nameWidth: number;
	readonly now: number;
	readonly glyphs: Glyphs;
};

const longestName = 20;
const gutterWidth = 3;

/** How a log is shown in so many cells. */
export const rowForm = (
	view: Pick<LogView, 'names'>,
	log: LogState,
	rest: Pick<RowForm, 'width' | 'hasGutter' | 'now' | 'glyphs'>,
): RowForm => ({
	...rest,
	log,
	pattern: log.search === '' ? undefined : patternOf(log.search),
	nameWidth: view.names.length === 0 ? 0 : Math.min(longestName, Math.max(...view.names.map(name => cellWidth(name)))),
});

const prefixWidth = ({ hasGutter, log, nameWidth }: RowForm): number =>
	(hasGutter ? gutterWidth : 0) + stampWidth[log.stamps] + (nameWidth > 0 ? nameWidth + 1 : 0);

type Row = { readonly paragraph: number; readonly span: Span; readonly isCut: boolean };

const shapes = new WeakMap<HeldLine, { readonly key: string; readonly rows: readonly Row[] }>();

const rowsOf = (held: HeldLine, form: RowForm): readonly Row[] => {
	const width = Math.max(1, form.width - prefixWidth(form));
	const isUnfolded = form.log.unfolded.has(held.seq);
	const key = `${width} ${form.log.isWrapped} ${isUnfolded}`;
	const known = shapes.get(held);
	if (known?.key === key) return known.rows;
	const rows = paragraphsOf(held, isUnfolded).flatMap(({ text }, paragraph): Row[] =>
		form.log.isWrapped
			? wrappedSpans(text, width).map(span => ({ paragraph, span, isCut: false }))
			: [{ paragraph, ...cutSpan(text, width) }],
	);
	shapes.set(held, { key, rows });
	return rows;
};

/** How many rows a line takes. */
export const rowCount = (held: HeldLine, form: RowForm): number =>
	form.log.isWrapped || form.log.unfolded.has(held.seq) ? rowsOf(held, form).length : 1;

const gutterOf = (held: HeldLine, isCursor: boolean, { log, glyphs }: RowForm): string => {
	const first = isCursor ? paint(glyphs.pointer, 'bold') : log.marked.has(held.seq) ? paint('*', 'bold') : ' ';
	const second = held.line.stream === 'stderr' && !held.isMark ? paint('e', 'dim') : ' ';
	return `${first}${second} `;
};

const prefixOf = (held: HeldLine, isFirst: boolean, isCursor: boolean, form: RowForm): string => {
	const { hasGutter, log, nameWidth, now, glyphs } = form;
	if (!isFirst) return ' '.repeat(prefixWidth(form));
	const gutter = hasGutter ? gutterOf(held, isCursor, form) : '';
	const stamp = stampWidth[log.stamps] === 0 ? '' : paint(stampText(held.line.at, log.stamps, now), 'dim');
	if (nameWidth === 0) return gutter + stamp;
	const name = `${fitLeft(held.name, nameWidth, glyphs.ellipsis)} `;
	return `${gutter}${stamp}\u001b[${nameColour(held.name)}m${name}\u001b[0m`;
};

/** One row of a line, painted, of at most the width asked for. */
export const paintRow = (held: HeldLine, row: number, isCursor: boolean, form: RowForm): string => {
	const shape = rowsOf(held, form)[row];
	if (!shape) return '';
	const paragraph = paragraphsOf(held, form.log.unfolded.has(held.seq))[shape.paragraph]!;
	const found = form.pattern && !held.isMark ? form.pattern.spans(paragraph.text) : [];
	const body = paintSpan(paragraph.text, shape.span, { ...paragraph, found });
	return prefixOf(held, row === 0, isCursor, form) + body + (shape.isCut ? paint(form.glyphs.ellipsis, 'dim') : '');
};
