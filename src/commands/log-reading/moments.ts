import type { LogLine, LogMoment } from '../../engine/container.ts';

/** How far lines may stand out of the order of their timestamps: the engine stamps both streams before it writes them. */
export const slack = 50;

export const everything = 2 ** 31 - 1;

export const compareMoments = (a: LogMoment, b: LogMoment): number => a.at - b.at || a.nanos - b.nanos;

/** When a line was written; undefined where the engine gave no timestamp. */
export const momentOf = ({ at, nanos }: LogLine): LogMoment | undefined =>
	at === undefined ? undefined : { at, nanos };

export const isSameLine = (a: LogLine, b: LogLine): boolean =>
	a.at === b.at && a.nanos === b.nanos && a.stream === b.stream && a.text === b.text;

/** The same for the same line of the same log. */
export const keyOfLine = ({ at, nanos, stream, text }: LogLine): string => `${at}.${nanos} ${stream} ${text}`;
