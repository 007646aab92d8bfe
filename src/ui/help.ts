import { fitLeft } from '../text/width.ts';
import { type Glyphs, shownWith } from './glyphs.ts';
import { keyLabel, keymap } from './keymap.ts';
import type { Binding, Scope } from './keys/binding.ts';
import { paint } from './paint.ts';

const sections: readonly (readonly [Scope, string])[] = [
	['everywhere', 'Everywhere'],
	['containers', 'Containers and their logs'],
	['detail', 'Details of a container'],
	['logs', 'Logs on the full screen'],
	['alerts', 'Alerts'],
	['changes', 'What changed'],
	['llm', 'Models'],
	['prompt', 'While typing'],
	['menu', 'In a list'],
	['confirm', 'When asked'],
	['confirm-name', 'When a name has to be typed'],
];

/** The keys of a binding as they are written: a run of digits as a range. */
export const keysText = ({ keys }: Binding, isAscii: boolean): string =>
	keys.every(key => /^\d$/.test(key)) && keys.length > 2
		? `${keys[0]}-${keys.at(-1)}`
		: keys.map(key => (isAscii ? key : keyLabel(key))).join(' ');

/** The bindings of each section, with its title. */
export const helpSections = (
	isReadOnly: boolean,
): readonly { readonly scope: Scope; readonly title: string; readonly bindings: readonly Binding[] }[] =>
	sections.map(([scope, title]) => ({
		scope,
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

/** The sections with those of these scopes first, as they stand there. */
const inOrder = (scopes: readonly Scope[], isReadOnly: boolean) =>
	helpSections(isReadOnly).toSorted((a, b) => {
		const [left, right] = [scopes.indexOf(a.scope), scopes.indexOf(b.scope)];
		if (left < 0 || right < 0) return Number(left < 0) - Number(right < 0);
		return left - right;
	});

export type HelpOptions = {
	readonly width: number;
	/** Lines that are in sight. */
	readonly height: number;
	readonly isReadOnly: boolean;
	readonly glyphs: Glyphs;
	/** Whose keys come first. */
	readonly scopes: readonly Scope[];
};

/** The whole help in columns of at least 40 cells, as few as it needs to be in sight at once; every key once, from the one table. */
export const helpLines = ({ width, height, isReadOnly, glyphs, scopes }: HelpOptions): readonly string[] => {
	const most = Math.max(1, Math.min(3, Math.floor((width + 2) / 40)));
	const linesIn = (columnWidth: number) =>
		inOrder(scopes, isReadOnly)
			.flatMap(({ title, bindings }) =>
				bindings.length === 0 ? [] : sectionLines(title, bindings, columnWidth, glyphs.isAscii),
			)
			.slice(0, -1);
	const columns = Math.min(most, Math.ceil(linesIn(width).length / height));
	const columnWidth = Math.floor((width + 2) / columns) - 2;
	const lines = linesIn(columnWidth);
	const perColumn = Math.ceil(lines.length / columns);
	const rows = Array.from({ length: perColumn }, (_, row) =>
		Array.from({ length: columns }, (_, column) => lines[column * perColumn + row] ?? ' '.repeat(columnWidth)).join(
			'  ',
		),
	);
	return shownWith(glyphs, rows);
};

/** Cells and lines that the help may take of a screen. */
export const helpRoom = ({ columns, rows }: { readonly columns: number; readonly rows: number }) => ({
	width: Math.min(122, columns - 4),
	height: Math.max(1, rows - 6),
});
