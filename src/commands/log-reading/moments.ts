import type { LogLine, LogMoment } from '../../engine/container.ts';

/** How far lines may stand out of the order of their timestamps: the engine stamps both streams before it writes them. */
export const slack = 50;

// Podman 4 tells no more than the second, although it keeps the moment.
export const isWholeSecond = ({ at, nanos }: LogMoment): boolean => nanos === 0 && at % 1000 === 0;

/** From when on lines may stand beside one of this moment. */
export const earliestBeside = (moment: LogMoment): LogMoment =>
	isWholeSecond(moment) ? moment : { at: moment.at - slack, nanos: moment.nanos };

/** Until when lines may stand beside one of this moment. */
export const latestBeside = (moment: LogMoment): LogMoment => ({
	at: moment.at + (isWholeSecond(moment) ? 1000 : slack),
	nanos: moment.nanos,
});

export { everyLine as everything } from '../../engine/log-tail.ts';

export const compareMoments = (a: LogMoment, b: LogMoment): number => a.at - b.at || a.nanos - b.nanos;

/** When a line was written; undefined where the engine gave no timestamp. */
export const momentOf = ({ at, nanos }: LogLine): LogMoment | undefined =>
	at === undefined ? undefined : { at, nanos };

export const isSameLine = (a: LogLine, b: LogLine): boolean =>
	a.at === b.at && a.nanos === b.nanos && a.stream === b.stream && a.text === b.text;

/** The same for the same line of the same log. */
export const keyOfLine = ({ at, nanos, stream, text: own }: LogLine, text: string = own): string =>
	`${at}.${nanos} ${stream} ${text}`;
