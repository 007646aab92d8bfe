import { fitLeft } from '../text/width.ts';
import { type Glyphs, shownWith } from './glyphs.ts';
import { keyLabel, keymap } from './keymap.ts';
import type { Binding, Scope } from './keys/binding.ts';
import { paint } from './paint.ts';

const sections: readonly (readonly [Scope, string])[] = [
	['everywhere', 'Everywhere'],
	['containers', 'Containers and their logs'],
	['logs', 'Logs on the full screen'],
	['alerts', 'Alerts'],
	['prompt', 'While typing'],
	['confirm', 'When asked'],
];

/** The keys of a binding as they are written: a run of digits as a range. */
export const keysText = ({ keys }: Binding, isAscii: boolean): string =>
	keys.length > 4 ? `${keys[0]}-${keys.at(-1)}` : keys.map(key => (isAscii ? key : keyLabel(key))).join(' ');

/** The bindings of each section, with its title. */
export const helpSections = (
	isReadOnly: boolean,
): readonly { readonly title: string; readonly bindings: readonly Binding[] }[] =>
	sections.map(([scope, title]) => ({
		title,
		bindings: (keymap as readonly Binding[]).filter(
			binding => binding.in === scope && !(isReadOnly && binding.changes),
		),
	}));

const keyColumn = 14;

const sectionLines = (title: string, bindings: readonly Binding[], width: number, isAscii: boolean): string[] => [
	paint(fitLeft(title, width), 'bold'),
	...bindings.map(
		binding =>
			`${paint(fitLeft(keysText(binding, isAscii), keyColumn), 'cyan')} ${fitLeft(binding.says, width - keyColumn - 1)}`,
	),
	' '.repeat(width),
];

/** The help in as many columns of 40 cells as it needs to fit; every key once, from the one table. */
export const helpLines = (width: number, height: number, isReadOnly: boolean, glyphs: Glyphs): readonly string[] => {
	const most = Math.max(1, Math.min(3, Math.floor((width + 2) / 40)));
	const linesIn = (columnWidth: number) =>
		helpSections(isReadOnly).flatMap(({ title, bindings }) =>
			bindings.length === 0 ? [] : sectionLines(title, bindings, columnWidth, glyphs.isAscii),
		);
	const columns = Math.min(most, Math.ceil(linesIn(width).length / height));
	const columnWidth = Math.floor((width + 2) / columns) - 2;
	const lines = linesIn(columnWidth);
	const perColumn = Math.min(height, Math.ceil(lines.length / columns));
	const rows = Array.from({ length: perColumn }, (_, row) =>
		Array.from({ length: columns }, (_, column) => lines[column * perColumn + row] ?? ' '.repeat(columnWidth)).join(
			'  ',
		),
	);
	return shownWith(glyphs, rows);
};
