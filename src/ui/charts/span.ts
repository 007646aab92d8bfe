/** The stretch of time that charts below each other share, in milliseconds since the epoch. */
export type TimeSpan = {
	readonly start: number;
	readonly end: number;
	/** Where the time cursor stands, if it stands in here. */
	readonly at: number | undefined;
};

/** The column of an instant among so many, undefined outside of the span. */
export const columnOf = ({ start, end }: Pick<TimeSpan, 'start' | 'end'>, at: number, columns: number) => {
	const place = end > start ? (at - start) / (end - start) : -1;
	return place >= 0 && place <= 1 ? Math.round(place * (columns - 1)) : undefined;
};
