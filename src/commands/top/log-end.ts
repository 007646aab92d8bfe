import type { LogLine, LogMoment } from '../../engine/container.ts';
import { compareMoments, momentOf } from '../log-reading/moments.ts';

/** The latest line that is known to be there, held or not. */
export type LogEnd = {
	add(line: LogLine): void;
	/** Whether nothing that is known to be there comes after this line. */
	isReachedBy(line: LogLine): boolean;
	/** Whether nothing is known to have been written after a moment, in milliseconds since the epoch. */
	isBy(at: number): boolean;
};

export const createLogEnd = (): LogEnd => {
	let latest: { readonly moment: LogMoment; readonly text: string } | undefined;
	return {
		add(line) {
			const moment = momentOf(line);
			if (moment && (!latest || compareMoments(moment, latest.moment) >= 0)) latest = { moment, text: line.text };
		},
		isReachedBy(line) {
			const moment = momentOf(line);
			if (!moment || !latest) return true;
			const order = compareMoments(moment, latest.moment);
			// Many are of the same moment where only the second is told.
			return order > 0 || (order === 0 && line.text === latest.text);
		},
		isBy: at => latest === undefined || latest.moment.at <= at,
	};
};
