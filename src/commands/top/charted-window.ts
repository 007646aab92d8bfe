import type { Window } from '../../metrics/history.ts';
import type { Source } from '../../sources/source.ts';
import type { Model } from '../../ui/model.ts';
import { chosenWindow } from '../../ui/time/travel.ts';

/**
 * The window that the charts show: the chosen one up to now, while the time cursor is in it; else one with the cursor in
 * its middle. It moves in halves of itself, so that the cursor walks and the charts stand still.
 */
export const chartedWindow = (model: Model, { skew = 0 }: Pick<Source, 'skew'>): Window => {
	const { span, step } = chosenWindow(model);
	const now = Date.now() + skew;
	const { at } = model.state;
	if (at === undefined || at >= now - span) return { end: now, span, step };
	const half = span / 2;
	return { end: Math.min(now, (Math.floor(at / half) + 1) * half + half / 2), span, step };
};
