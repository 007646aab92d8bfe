import { formatBytes, formatCount, formatDuration, formatRate, formatRatio, unknown } from '../../metrics/format.ts';
import { cellWidth, fitLeft, fitRight } from '../../text/width.ts';
import { wrap } from '../empty.ts';
import type { Glyphs } from '../glyphs.ts';
import { paint } from '../paint.ts';
import type { Compared, Comparison } from './comparison.ts';
import { formatLatency } from './latency.ts';

type Options = {
	readonly width: number;
	readonly price: number | undefined;
	readonly glyphs: Glyphs;
	/** Whether the numbers are of this machine itself, which remembers no requests. */
	readonly isLocal: boolean;
};

type Column = readonly [title: string, width: number, rank: number, text: (model: Compared) => string];

const count = (value: number | undefined): string => (value === undefined ? unknown : formatCount(Math.round(value)));

const money = (value: number | undefined): string =>
	value === undefined ? unknown : value < 0.01 ? '<0.01' : value.toFixed(2);

const joules = (value: number | undefined): string => (value === undefined ? unknown : `${formatCount(value)} J`);

const columnsFor = ({ energy }: Comparison, hasPrice: boolean): readonly Column[] => [
	['N', 5, 1, ({ requests }) => count(requests)],
	['TOK/S', 6, 2, ({ row }) => formatRate(row.decode)],
	['1ST p50', 7, 3, ({ row }) => formatLatency(row.firstToken.p50)],
	['1ST p95', 7, 5, ({ row }) => formatLatency(row.firstToken.p95)],
	['LOAD p50', 8, 7, ({ load }) => formatLatency(load)],
	['LOADS', 5, 10, ({ loads }) => count(loads)],
	['VRAM', 8, 9, ({ row }) => formatBytes(row.vram)],
	['ON GPU', 6, 4, ({ gpuShare }) => formatRatio(gpuShare)],
	...(energy.gross === undefined
		? ([['CPU/REQ', 8, 6, ({ cpuSeconds }) => formatDuration(cpuSeconds)]] satisfies Column[])
		: ([
				['J/1k', 7, 6, ({ gross }) => joules(gross)],
				['NET', 7, 8, ({ net }) => joules(net)],
			] satisfies Column[])),
	...(hasPrice && energy.gross !== undefined
		? ([['COST/1M', 7, 6.5, ({ cost }) => money(cost)]] satisfies Column[])
		: []),
	['ERRORS', 6, 6.8, ({ failed }) => count(failed)],
];

const nameRoom = { least: 12, most: 28 } as const;

const fitting = (columns: readonly Column[], room: number): readonly Column[] => {
	let left = room;
	const taken = new Set<Column>();
	for (const column of columns.toSorted((a, b) => a[2] - b[2])) {
		if (column[1] + 2 > left) break;
		left -= column[1] + 2;
		taken.add(column);
	}
	return columns.filter(column => taken.has(column));
};

const cpuRequest = 'CPU/REQ is the CPU time of the server\u2019s container a request.';
const gpusAwaited = 'The power of the GPU was not measured for the whole of the last hour';

const withoutEnergy = ({ energy, models }: Comparison): string => {
	const hasCpu = models.some(({ cpuSeconds }) => cpuSeconds !== undefined);
	if (energy.awaitsGpus) return `${gpusAwaited}: J/1k comes once it was.${hasCpu ? ` ${cpuRequest}` : ''}`;
	return hasCpu
		? `No sensor tells of energy here: ${cpuRequest}`
		: 'No sensor tells of energy here, and no cAdvisor of the server\u2019s CPU time.';
};

const note = (comparison: Comparison, { price, isLocal }: Pick<Options, 'price' | 'isLocal'>): string => {
	const { energy } = comparison;
	if (isLocal)
		return 'What an hour of requests took is known only with a Prometheus; --prometheus URL says where it is.';
	if (energy.gross === undefined) return withoutEnergy(comparison);
	const rest =
		energy.net === undefined
			? 'how much of it they use at rest is not known yet'
			: `${formatCount((energy.gross - energy.net) / 1000)} kJ of it they use at rest, too`;
	const cost =
		price === undefined
			? '--price adds what it costs.'
			: `COST/1M is electricity for a million tokens at ${price} a kWh.`;
	const gpus = energy.awaitsGpus ? ` ${gpusAwaited}, and is not in it.` : '';
	return `${energy.parts.join(' and ')} used ${formatCount(energy.gross / 1000)} kJ in the last hour; ${rest}.${gpus} J/1k is for a thousand tokens, shared out by the time each model was at work. ${cost}`;
};

/** The comparison as a table of exactly so many cells, and below it what its numbers are made of. */
export const comparisonLines = (comparison: Comparison, options: Options): string[] => {
	const { width, price, glyphs } = options;
	const longest = Math.max(0, ...comparison.models.map(({ row }) => cellWidth(row.name)));
	const least = Math.max(nameRoom.least, Math.min(nameRoom.most, Math.floor(width / 4), longest));
	const shown = fitting(columnsFor(comparison, price !== undefined), width - least);
	const name = width - shown.reduce((sum, [, cells]) => sum + cells + 2, 0);
	const line = (title: string, cells: readonly string[]) =>
		fitLeft(title, name, glyphs.ellipsis) +
		cells.map((cell, index) => `  ${fitRight(cell, shown[index]![1])}`).join('');
	return [
		paint(
			line(
				'LAST HOUR',
				shown.map(([title]) => title),
			),
			'dim',
		),
		...comparison.models.map(model =>
			line(
				model.row.name,
				shown.map(([, , , text]) => text(model)),
			),
		),
		...wrap(note(comparison, options), width).map(each => paint(each, 'dim')),
	];
};
