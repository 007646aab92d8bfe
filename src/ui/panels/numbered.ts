import { frame } from '../frame.ts';
import { shownWith } from '../glyphs.ts';
import type { Model } from '../model.ts';
import { paint } from '../paint.ts';
import { type PanelId, panelIds } from '../panel-id.ts';

/** The frame of a panel, with the number that reaches it, if one does, before its title. */
export const panelFrame = (
	model: Model,
	id: PanelId,
	title: readonly string[],
	lines: readonly string[],
	width: number,
	height: number,
): readonly string[] => {
	const [first = '', ...others] = title;
	const place = (panelIds as readonly PanelId[]).indexOf(id);
	const number = place < 0 ? '' : `${paint(String(place + 1), 'dim')} `;
	const framed = frame(lines, {
		title: [`${number}${first}`, ...others],
		width,
		height,
		isFocused: model.state.focus === id && model.state.dialog === undefined,
		glyphs: model.glyphs,
	});
	return shownWith(model.glyphs, framed);
};
