import type { TopScreen } from './top-screen.ts';

/** The lines of the tab of details that is open, without the border, the names of the tabs and the line below them. */
export const linesOfTab = ({ text }: TopScreen): readonly string[] =>
	text
		.split('\n')
		.filter(line => line.startsWith('│'))
		.map(line => line.slice(2, -1).trimEnd())
		.slice(2);

/** What stands beside each name on the open tab, such as `image`; the last one where a name stands there twice. */
export const pairsOfTab = (screen: TopScreen): Readonly<Record<string, string>> =>
	Object.fromEntries(linesOfTab(screen).map(line => [line.slice(0, 16).trim(), line.slice(16)]));

/** The cells of the lines between a heading and the next one. */
export const cellsBelow = (screen: TopScreen, heading: string): readonly (readonly string[])[] => {
	const lines = linesOfTab(screen);
	const below = lines.slice(lines.indexOf(heading) + 1);
	const end = below.indexOf('');
	return below.slice(0, end < 0 ? undefined : end).map(line => line.split(/ {2,}/));
};

/** The time of day, by UTC, as it stands on the screen. */
export const clockOf = (time: string | number): string => new Date(time).toISOString().slice(11, 19);
