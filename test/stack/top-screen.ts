import { numberIn } from './shown-number.ts';

/** One panel as it stands on the screen: what its border says, and what is inside, without blanks at the ends. */
export type ShownPanel = { readonly title: string; readonly lines: readonly string[] };

/** One row of the containers table, by the heads of its columns. */
export type ShownContainer = Readonly<Record<string, string>> & { readonly isSelected: boolean };

/** The panels by the numbers they carry. */
export const PANELS = { cpu: 1, memory: 2, io: 3, containers: 4, postgres: 5, logs: 6, gpu: 8, llm: 9 } as const;
export type PanelName = keyof typeof PANELS;

/** What a person reads off the screen of `aixcl top`. */
export type TopScreen = {
	readonly text: string;
	readonly header: string;
	readonly footer: string;
	/** A panel, or one without title and lines where the screen has none of that name. */
	readonly panel: (name: PanelName) => ShownPanel;
	/** The rows of the containers table by name. */
	readonly containers: () => ReadonlyMap<string, ShownContainer>;
	/** The number of a named fact, such as `load` in `load 3.10`, in base units; NaN where it is not shown. */
	readonly fact: (panel: PanelName, name: string) => number;
};

/** Reads a screen of whole panels; a dialog over them may hide some. */
export function readTopScreen(text: string): TopScreen {
	const rows = text.split('\n');
	const panel = (name: PanelName) => panelIn(rows, PANELS[name]);
	return {
		text,
		header: rows[0] ?? '',
		footer: rows.at(-1) ?? '',
		panel,
		containers: () => containersIn(panel('containers')),
		fact: (name, subject) => factIn(panel(name), subject),
	};
}

function panelIn(rows: readonly string[], number: number): ShownPanel {
	const top = rows.findIndex(row => row.includes(`╭ ${number} `));
	if (top < 0) return { title: '', lines: [] };
	const left = rows[top]?.indexOf(`╭ ${number} `) ?? 0;
	const right = rows[top]?.indexOf('╮', left) ?? 0;
	const height = rows.slice(top).findIndex(row => row[left] === '╰');
	return {
		title:
			rows[top]
				?.slice(left + 1, right)
				.replace(/─+$/, '')
				.trim() ?? '',
		lines: rows.slice(top + 1, top + height).map(row => row.slice(left + 2, right - 1).trimEnd()),
	};
}

function containersIn({ lines: [head = '', ...lines] }: ShownPanel): ReadonlyMap<string, ShownContainer> {
	const titles = cellsOf(head.replace('▾', ''));
	// Below the rows it may say why the list is old.
	const end = lines.findIndex(line => line.startsWith('▲'));
	const rows = lines.slice(0, end < 0 ? undefined : end).filter(line => line.trim() !== '');
	return new Map(
		rows.map(row => {
			const cells = cellsOf(row.slice(2));
			const byTitle = Object.fromEntries(titles.map((title, column) => [title, cells[column] ?? '']));
			return [cells[0] ?? '', { ...byTitle, isSelected: row.startsWith('›') } as ShownContainer];
		}),
	);
}

function factIn({ lines }: ShownPanel, name: string): number {
	const fact = lines.flatMap(cellsOf).find(cell => cell.startsWith(`${name} `));
	return fact === undefined ? Number.NaN : numberIn(fact.slice(name.length));
}

const cellsOf = (line: string): readonly string[] => line.trim().split(/ {2,}/);
