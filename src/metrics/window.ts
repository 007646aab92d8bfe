const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How far a screen may look back, and how far apart its points are then: milliseconds. */
export const windows = [
	{ name: '1h', span: hour, step: minute / 2 },
	{ name: '24h', span: day, step: 10 * minute },
	{ name: '7d', span: 7 * day, step: hour },
	{ name: '30d', span: 30 * day, step: 4 * hour },
] as const;

export type WindowName = (typeof windows)[number]['name'];

export type NamedWindow = { readonly name: WindowName; readonly span: number; readonly step: number };

/** A window by its name. */
export const windowOf = (name: string): NamedWindow | undefined => windows.find(window => window.name === name);
