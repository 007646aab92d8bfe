import { formatBytes, formatCount, formatDuration, formatRate, unknown } from '../../metrics/format.ts';
import { cellWidth, fitLeft, fitRight } from '../../text/width.ts';
import type { Glyphs } from '../glyphs.ts';
import { paint, type Style } from '../paint.ts';
import { formatLatency } from './latency.ts';
import { placeOfModel, secondsLeft } from './place.ts';
import type { ModelRow, Percentiles } from './rows.ts';

/** What the cells of a row are made from besides the row. */
export type RowContext = {
	/** Seconds since the epoch, by the source's clock. */
	readonly now: number;
	readonly isGpuThere: (row: ModelRow) => boolean;
	/** How many requests failed in the last hour, by the row's key; nothing where nobody tells. */
	readonly failed: ReadonlyMap<string, number>;
};

type Cell = { readonly text: string; readonly style?: Style };

type ModelColumn = {
	readonly title: string;
	readonly width: number;
	/** Which go first where there is no room for all: the highest. */
	readonly rank: number;
	cell(row: ModelRow, context: RowContext): Cell;
};

const plain = (text: string): Cell => ({ text });

const left = (row: ModelRow, now: number): string => {
	const seconds = secondsLeft(row, now);
	return seconds === Number.POSITIVE_INFINITY ? 'kept' : seconds === undefined ? unknown : formatDuration(seconds);
};

const place = (row: ModelRow, { isGpuThere }: RowContext): Cell => {
	if (!row.isLoaded) return { text: 'unloaded', style: 'dim' };
	const where = placeOfModel(row, isGpuThere(row));
	return where === undefined
		? plain(unknown)
		: where.isMisplaced
			? { text: where.text, style: 'red' }
			: plain(where.text);
};

const column = (
	title: string,
	width: number,
	rank: number,
	cell: (row: ModelRow, context: RowContext) => Cell | string,
): ModelColumn => ({
	title,
	width,
	rank,
	cell: (row, context) => {
		const found = cell(row, context);
		return typeof found === 'string' ? plain(found) : found;
	},
});

const failed = ({ key }: ModelRow, { failed: byKey }: RowContext): Cell => {
	const count = byKey.get(key);
	const text = count === undefined ? unknown : formatCount(Math.round(count));
	return (count ?? 0) < 0.5 ? { text } : { text, style: 'yellow' };
};

const samples = ({ samples: n }: Percentiles): string => (n === undefined ? unknown : formatCount(Math.round(n)));

/** The columns after the name, in their order. */
const columns: readonly ModelColumn[] = [
	column('SIZE', 8, 6, ({ size }) => formatBytes(size)),
	column('VRAM', 8, 8, ({ vram }) => formatBytes(vram)),
	column('RUNS ON', 8, 1, place),
	column('CONTEXT', 7, 9, ({ context }) => formatCount(context)),
	column('UNLOAD', 7, 5, (row, { now }) => left(row, now)),
	column('BUSY', 4, 2, ({ inFlight }) => formatCount(inFlight)),
	column('WAIT', 4, 12, ({ waiting }) => formatCount(waiting)),
	column('TOK/S', 6, 3, ({ tokens }) => formatRate(tokens)),
	column('SPEED', 6, 10, ({ decode }) => formatRate(decode)),
	column('1ST p50', 7, 4, ({ firstToken }) => formatLatency(firstToken.p50)),
	column('1ST p95', 7, 7, ({ firstToken }) => formatLatency(firstToken.p95)),
	column('1ST p99', 7, 14, ({ firstToken }) => formatLatency(firstToken.p99)),
	column('REQ p50', 7, 13, ({ request }) => formatLatency(request.p50)),
	column('REQ p95', 7, 15, ({ request }) => formatLatency(request.p95)),
	column('REQ p99', 7, 16, ({ request }) => formatLatency(request.p99)),
	column('N', 5, 11, ({ request, firstToken }) => samples(request.samples === undefined ? firstToken : request)),
	column('ERRORS', 6, 11.5, failed),
];

const nameRoom = { least: 12, most: 28 } as const;

/** As many of the columns as there is room for, the less important ones left out. */
const fitting = (
	rows: readonly ModelRow[],
	context: RowContext,
	width: number,
	name: number,
): readonly ModelColumn[] => {
	// Ollama tells of no queue, and nobody of errors but our exporter, which is asked for them on the full screen.
	const untold = new Set([
		...(rows.some(({ waiting }) => waiting !== undefined) ? [] : ['WAIT']),
		...(context.failed.size > 0 ? [] : ['ERRORS']),
	]);
	const told = columns.filter(({ title }) => !untold.has(title));
	let room = width - 2 - name;
	const taken = new Set<ModelColumn>();
	for (const each of told.toSorted((a, b) => a.rank - b.rank)) {
		if (each.width + 2 > room) break;
		room -= each.width + 2;
		taken.add(each);
	}
	return columns.filter(each => taken.has(each));
};

/** The table of models, its header first: a line each of exactly so many cells. */
export const modelTable = (
	rows: readonly ModelRow[],
	{
		width,
		context,
		selected,
		glyphs,
	}: {
		readonly width: number;
		readonly context: RowContext;
		/** The key of the row the pointer is on. */
		readonly selected: string | undefined;
		readonly glyphs: Glyphs;
	},
): string[] => {
	const longest = Math.max(0, ...rows.map(row => cellWidth(row.name)));
	const shown = fitting(
		rows,
		context,
		width,
		Math.max(nameRoom.least, Math.min(nameRoom.most, Math.floor(width / 4), longest)),
	);
	const name = width - 2 - shown.reduce((sum, each) => sum + each.width + 2, 0);
	const head = shown.map(each => `  ${fitRight(each.title, each.width)}`).join('');
	return [
		paint(`  ${fitLeft('MODEL', name)}${head}`, 'dim'),
		...rows.map(row => {
			const cells = shown.map(each => {
				const { text, style } = each.cell(row, context);
				const cell = fitRight(text, each.width);
				return `  ${style === undefined ? cell : paint(cell, style)}`;
			});
			const pointer = row.key === selected ? `${glyphs.pointer} ` : '  ';
			const title = fitLeft(row.name, name, glyphs.ellipsis);
			return `${pointer}${row.key === selected ? paint(title, 'bold') : title}${cells.join('')}`;
		}),
	];
};
