import type { PanelId } from './panel-id.ts';
import type { Presence } from './presence.ts';

export type Size = { readonly columns: number; readonly rows: number };

/** What the layout depends on besides the panel that has the full screen. */
export type Room = { readonly size: Size; readonly presence: Presence };

/** A panel's place in a row of panels: its width in cells. */
export type Place = { readonly panel: PanelId; readonly width: number };
export type Band = { readonly height: number; readonly places: readonly Place[] };

/** The smallest terminal the screen can be read on. */
export const smallest: Size = { columns: 40, rows: 10 };

export const isTooSmall = ({ columns, rows }: Size): boolean => columns < smallest.columns || rows < smallest.rows;

const share = (panels: readonly PanelId[], columns: number): readonly Place[] => {
	const width = Math.floor(columns / panels.length);
	return panels.map((panel, index) => ({
		panel,
		width: index === panels.length - 1 ? columns - width * index : width,
	}));
};

const between = (least: number, value: number, most: number): number =>
	Math.max(least, Math.min(most, Math.round(value)));

// Which panels share a band, from wide to narrow; what is left out is reached by its number.
const hostBand = (columns: number): readonly PanelId[] =>
	columns >= 105 ? ['cpu', 'memory', 'io'] : ['cpu', 'memory'];

const lowBand = (columns: number): readonly PanelId[] => (columns >= 76 ? ['postgres', 'logs'] : ['logs']);

/** From so many rows on there is a band for what not every machine has. */
const rowsForOptional = 36;

/**
 * The bands of panels between header and footer. It depends on the size, and on what the machine has, but on no number,
 * so that nothing jumps when data changes; the containers are the last to give way.
 */
export const layout = ({ size: { columns, rows }, presence }: Room, full: PanelId | undefined): readonly Band[] => {
	const height = rows - 2;
	if (full !== undefined) return [{ height, places: share([full], columns) }];
	const optional = rows >= rowsForOptional && presence.panels.length > 0 ? between(6, height * 0.2, 16) : 0;
	const low = rows >= 21 ? between(6, height * (optional > 0 ? 0.26 : 0.33), 20) : 0;
	const host = rows >= 30 ? between(7, height * 0.22, 14) : rows >= 13 ? 4 : 0;
	const bands = [
		{ height: host, places: share(hostBand(columns), columns) },
		{ height: optional, places: share(presence.panels, columns) },
		{ height: height - host - optional - low, places: share(['containers'], columns) },
		{ height: low, places: share(lowBand(columns), columns) },
	];
	return bands.filter(band => band.height > 0);
};

/** Where a panel is drawn now; undefined where this size has no room for it. */
export const placeOf = (
	panel: PanelId,
	room: Room,
	full: PanelId | undefined,
): { readonly width: number; readonly height: number } | undefined => {
	for (const { height, places } of layout(room, full)) {
		const place = places.find(each => each.panel === panel);
		if (place) return { width: place.width, height };
	}
	return undefined;
};

/** Lines of a panel's inside. */
export const innerHeight = (panel: PanelId, room: Room, full: PanelId | undefined): number =>
	Math.max(1, (placeOf(panel, room, full)?.height ?? 3) - 2);
