import { lastValue } from '../../store/remote.ts';
import type { Model } from '../model.ts';

/** Where the time cursor stands in charts of the history: from 0 at their left to 1 at their right; absent is nowhere in them. */
export const cursorIn = ({ history, state }: Model): number | undefined => {
	const past = lastValue(history);
	if (!past || state.at === undefined) return undefined;
	const length = Math.max(0, ...Object.values(past.series).map(series => series?.[0]?.values.length ?? 0));
	const place = (state.at - past.start) / (past.step * Math.max(1, length - 1));
	return place >= 0 && place <= 1 ? place : undefined;
};
