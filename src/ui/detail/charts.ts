import { metricOf } from '../../metrics/catalogue/catalogue.ts';
import { charts } from '../../metrics/charts.ts';
import type { PastEvent } from '../../metrics/event.ts';
import type { Series } from '../../metrics/history.ts';
import type { Unit } from '../../metrics/metric.ts';
import { lastValue } from '../../store/remote.ts';
import { chartBlock, divide } from '../charts/block.ts';
import type { ChartSpec } from '../charts/chart-spec.ts';
import { nearestWords } from '../charts/marks.ts';
import { highestOf, spanOf } from '../charts/past.ts';
import { markLine, timeLine } from '../charts/stack.ts';
import { emptyLines } from '../empty.ts';
import type { Model } from '../model.ts';
import type { Style } from '../paint.ts';
import { readingsOf } from '../readings.ts';
import { containerInDetail, containerNow } from './about.ts';

/** In the order of the places, left to right and down. */
const chartedOfContainer = charts.containers;

type Charted = (typeof chartedOfContainer)[number];

const looks: Readonly<Record<Charted, { title: string; style: Style }>> = {
	'container.cpu_cores': { title: 'CPU', style: 'green' },
	'container.memory_bytes': { title: 'Memory', style: 'blue' },
	'container.network.receive_bytes_per_second': { title: 'Network in', style: 'cyan' },
	'container.network.transmit_bytes_per_second': { title: 'Network out', style: 'magenta' },
	'container.disk.read_bytes_per_second': { title: 'Disk read', style: 'cyan' },
	'container.disk.written_bytes_per_second': { title: 'Disk written', style: 'magenta' },
};

const specOf = (model: Model, metric: Charted): ChartSpec => {
	const { usageHistory, state, snapshot } = model;
	const { title, style } = looks[metric];
	const { unit }: { unit: Unit } = metricOf(metric);
	// cAdvisor counts the machine's interfaces for every container that shares them.
	if (metric.startsWith('container.network.') && containerNow(model)?.isOnHostNetwork === true)
		return { title: `${title}: the host's`, unit, lines: [{ name: '', letter: ' ', style, values: [] }] };
	const id = state.detail?.id;
	const isIt = ({ labels }: Pick<Series, 'labels'>) => id !== undefined && labels.id?.includes(id) === true;
	const limit =
		metric === 'container.memory_bytes'
			? readingsOf(lastValue(snapshot), 'container.memory_limit_bytes').find(isIt)?.value
			: undefined;
	const thresholds = limit === undefined ? [] : [{ name: 'limit', value: limit }];
	const history = lastValue(usageHistory);
	const past = history?.series[metric]?.find(isIt)?.values ?? [];
	const peaks = history?.peaks?.[metric]?.find(isIt)?.values;
	const live = state.at === undefined ? lastValue(snapshot) : undefined;
	const now = readingsOf(live, metric).find(isIt)?.value;
	const values = now === undefined || past.length === 0 ? past : [...past.slice(0, -1), now];
	const peak = peaks && highestOf([...peaks, now]);
	const line = { name: '', letter: ' ', style, values, peak, ...(live && { now: { value: now } }) };
	return { title, unit, lines: [line], thresholds };
};

/** What happened to this container, and the alerts that were about it. */
const ownEvents = (model: Model): readonly PastEvent[] => {
	const { pastEvents, state } = model;
	const id = state.detail?.id;
	const name = (containerNow(model) ?? containerInDetail(model))?.name;
	if (id === undefined) return [];
	return (lastValue(pastEvents) ?? []).filter(
		({ kind, labels }) =>
			labels.id?.includes(id) || (kind.startsWith('alert.') && name !== undefined && labels.name === name),
	);
};

const between = '  ';
// Lines without which a chart tells nothing.
const least = 4;

/**
 * The charts of one container over the window, two beside each other where there is room, the times below them: below
 * those that are in sight together, and below the others again, which is where one scrolls to.
 */
export const chartLines = (model: Model, width: number, height: number): string[] => {
	const history = model.usageHistory;
	if (lastValue(history) === undefined || model.source.name === 'local')
		return emptyLines(
			model.source.name === 'local' ? { status: 'fresh', value: undefined, receivedAt: 0 } : history,
			'The past of containers is known only with Prometheus and cAdvisor.',
			width,
		);
	const { glyphs } = model;
	const columns = width >= 100 ? 2 : 1;
	const cell = Math.floor((width - between.length * (columns - 1)) / columns);
	const specs = chartedOfContainer.map(metric => specOf(model, metric));
	const division = divide(specs, cell);
	const span = spanOf(model, lastValue(history));
	const rows = Math.ceil(specs.length / columns);
	const inSight = Math.min(rows, Math.max(1, Math.floor((height - 1) / least)));
	const events = ownEvents(model);
	// The charts first, then the marks, then the words, which a jump to the event tells too.
	const happened = events.length === 0 ? 0 : Math.max(0, Math.min(2, height - 1 - inSight * least));
	const each = Math.max(least, Math.floor((height - 1 - happened) / inSight));
	const drawn = specs.map(spec => chartBlock(spec, span, division, each, glyphs));
	const beside = (lines: readonly string[]) =>
		lines.join(between).concat(' '.repeat(width - cell * columns - between.length * (columns - 1)));
	const charted = Array.from({ length: rows }, (_, row) =>
		Array.from({ length: each }, (_, line) =>
			beside(drawn.slice(row * columns, (row + 1) * columns).map(lines => lines[line] ?? ' '.repeat(cell))),
		),
	);
	const inEach = (line: string) => beside(Array.from({ length: columns }, () => line));
	const stacked = { span, events, glyphs };
	const below = [
		inEach(timeLine(stacked, division)),
		...[inEach(markLine(stacked, division)), nearestWords(events, span, width, glyphs)].slice(0, happened),
	];
	return Array.from({ length: Math.ceil(rows / inSight) }, (_, sight) => [
		...charted.slice(sight * inSight, (sight + 1) * inSight).flat(),
		...below,
	]).flat();
};
