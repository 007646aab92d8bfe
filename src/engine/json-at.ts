/** What lies at a path of keys in JSON of unknown shape; undefined where any step is missing. Own properties only. */
export const at = (json: unknown, ...keys: readonly string[]): unknown => {
	let value = json;
	for (const key of keys) {
		if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
		value = (value as Record<string, unknown>)[key];
	}
	return value;
};

export const textAt = (json: unknown, ...keys: readonly string[]): string | undefined => {
	const value = at(json, ...keys);
	return typeof value === 'string' && value !== '' ? value : undefined;
};

/** A finite number; numbers as text are not numbers. */
export const numberAt = (json: unknown, ...keys: readonly string[]): number | undefined => {
	const value = at(json, ...keys);
	return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
};

export const listAt = (json: unknown, ...keys: readonly string[]): readonly unknown[] => {
	const value = at(json, ...keys);
	return Array.isArray(value) ? value : [];
};

export const objectAt = (json: unknown, ...keys: readonly string[]): Readonly<Record<string, unknown>> => {
	const value = at(json, ...keys);
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
};

export const textsAt = (json: unknown, ...keys: readonly string[]): readonly string[] =>
	listAt(json, ...keys).filter(value => typeof value === 'string');

/** Milliseconds since the epoch; the engine's zero time, year 1, is absent. */
export const timeAt = (json: unknown, ...keys: readonly string[]): number | undefined => {
	const time = Date.parse(textAt(json, ...keys) ?? '');
	return time > 0 ? time : undefined;
};
