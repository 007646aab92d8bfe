import { type ChartName, charts } from '../../metrics/charts.ts';
import type { Window } from '../../metrics/history.ts';
import type { Model } from '../model.ts';
import { chartedWindow } from '../time/travel.ts';

const shortestStep = 10_000;

/** The panel whose charts have the full screen; undefined while none has. */
export const chartsShown = ({ state: { full } }: Model): Exclude<ChartName, 'containers'> | undefined =>
	full !== undefined && full !== 'containers' && full in charts
		? (full as Exclude<ChartName, 'containers'>)
		: undefined;

/** The window that the source can tell of up to `now`: the local sampler's grows with what it knows. */
export const windowToAsk = (model: Model, now: number): Window =>
	model.source.name === 'local'
		? { end: now, span: model.window, step: Math.max(shortestStep, model.window / 120) }
		: chartedWindow(model, now);

/** Names the window: it changes when another one has to be asked for, and not while the cursor walks in it. */
export const windowKey = (model: Model): string => {
	const { wall } = model.clock;
	const { end, span } = windowToAsk(model, wall);
	return `${span} ${end === wall ? 'live' : end}`;
};
