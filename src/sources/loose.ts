/** An object of an answer whose parts are still to be looked at. */
export type Loose = Readonly<Record<string, unknown>>;

/** The objects in a list; none where it is no list. */
export const objects = (list: unknown): readonly Loose[] =>
	Array.isArray(list) ? list.filter(each => each !== null && typeof each === 'object') : [];

/** An RFC 3339 time in milliseconds since the epoch; undefined where it is none. */
export const time = (text: unknown): number | undefined => {
	const milliseconds = typeof text === 'string' ? Date.parse(text) : Number.NaN;
	return Number.isNaN(milliseconds) ? undefined : milliseconds;
};
