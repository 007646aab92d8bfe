import { wrap } from './empty.ts';
import { footerLine } from './footer.ts';
import { shownWith } from './glyphs.ts';
import { headerLine } from './header.ts';
import { isTooSmall, layout, smallest } from './layout.ts';
import type { Model } from './model.ts';
import { panels } from './panels/panels.ts';

/** What a terminal gets that is too small for the screen: the way out first, for the rest may not fit. */
export const tooSmallLines = ({ columns, rows }: Model['size']): string[] =>
	wrap(`q quits: aixcl needs ${smallest.columns}x${smallest.rows}.`, columns).slice(0, rows);

/** The whole screen without dialogs as lines of text: what is painted before there is anything else. */
export const screenLines = (model: Model): string[] => {
	const { size, state } = model;
	if (isTooSmall(size)) return tooSmallLines(size);
	const bands = layout(model, state.full).flatMap(({ height, places }) => {
		const drawn = places.map(({ panel, width }) => panels[panel].draw(model, width, height));
		return Array.from({ length: height }, (_, row) => drawn.map(lines => lines[row] ?? '').join(''));
	});
	return [
		...shownWith(model.glyphs, [headerLine(model, size.columns)]),
		...bands,
		...shownWith(model.glyphs, [footerLine(model, size.columns)]),
	];
};
