import {
	formatBytes,
	formatBytesPerSecond,
	formatCount,
	formatDuration,
	formatRate,
	formatRatio,
} from '../../metrics/format.ts';
import { lastValue } from '../../store/remote.ts';
import { fitLeft } from '../../text/width.ts';
import { bar } from '../bar.ts';
import { chartNotes } from '../charts/notes.ts';
import { chartParts } from '../charts/panel-charts.ts';
import { hasPast } from '../charts/past.ts';
import { emptyLines } from '../empty.ts';
import { fact, factsLine } from '../facts.ts';
import { ageNote, agingParts } from '../freshness.ts';
import type { Model } from '../model.ts';
import { paint } from '../paint.ts';
import { labelled, readingsOf, sumIn, valueIn } from '../readings.ts';
import { severityOf, styleOf } from '../severity.ts';
import { panelFrame } from './numbered.ts';
import type { Panel } from './panel.ts';
import { detailLines } from './postgres-detail.ts';
import { connectionLimits, postgresCharts } from './postgres-full.ts';

const connectionLines = (model: Model, width: number): string[] => {
	const snapshot = lastValue(model.snapshot);
	const used = valueIn(snapshot, 'postgres.connections');
	const most = valueIn(snapshot, 'postgres.connections.max');
	const state = (name: string) => labelled(snapshot, 'postgres.connections.by_state', 'state', name);
	const idle = valueIn(snapshot, 'postgres.longest_idle_in_transaction_seconds');
	const waiting = state('idle in transaction');
	const since = waiting && idle !== undefined ? ` (${formatDuration(idle)})` : '';
	const share = used === undefined || !most ? undefined : used / most;
	const style = styleOf[severityOf(share, connectionLimits)];
	const parts = [
		fact('connections', `${formatCount(used)} of ${formatCount(most)}`),
		fact('active', formatCount(state('active'))),
		fact('idle in tx', `${formatCount(waiting)}${since}`),
	];
	return [factsLine(parts, width), ...(share === undefined ? [] : [paint(bar(share, width, model.glyphs), style)])];
};

const workLine = (model: Model, width: number): string => {
	const snapshot = lastValue(model.snapshot);
	const parts = [
		fact('tx/s', formatRate(valueIn(snapshot, 'postgres.transactions_per_second'))),
		fact('rollback', formatRatio(valueIn(snapshot, 'postgres.rollback_ratio'))),
		fact('cache hit', formatRatio(valueIn(snapshot, 'postgres.cache_hit_ratio'))),
		fact('size', formatBytes(sumIn(snapshot, 'postgres.size_bytes'))),
	];
	return factsLine(parts, width);
};

const troubleLine = (model: Model, width: number): string => {
	const snapshot = lastValue(model.snapshot);
	const lag = valueIn(snapshot, 'postgres.replication_lag_seconds');
	const parts = [
		fact('longest tx', formatDuration(valueIn(snapshot, 'postgres.longest_transaction_seconds'))),
		fact('deadlocks', formatCount(valueIn(snapshot, 'postgres.deadlocks'))),
		...(lag === undefined ? [] : [fact('replication lag', formatDuration(lag))]),
		fact('temp', formatBytesPerSecond(valueIn(snapshot, 'postgres.temp_bytes_per_second'))),
	];
	return factsLine(parts, width);
};

const sizeLines = (model: Model, width: number): string[] => {
	const sizes = readingsOf(lastValue(model.snapshot), 'postgres.size_bytes').toSorted((a, b) => b.value - a.value);
	const largest = sizes[0]?.value ?? 1;
	return sizes.map(({ labels, value }) => {
		const name = Math.min(24, Math.max(10, Math.floor(width / 3)));
		const size = formatBytes(value).padStart(10);
		const room = Math.max(0, width - name - size.length - 2);
		return `${fitLeft(labels.datname ?? '', name, model.glyphs.ellipsis)} ${size} ${paint(bar(value / largest, room, model.glyphs), 'blue')}`;
	});
};

const stateMark = (model: Model): string => {
	const up = valueIn(lastValue(model.snapshot), 'postgres.up');
	if (up === undefined) return 'Postgres';
	return up === 1
		? `Postgres ${paint(model.glyphs.dot, 'green')}`
		: `Postgres ${paint(`${model.glyphs.warning} DOWN`, 'red', 'bold')}`;
};

const absence = (model: Model): string =>
	model.source.name !== 'local' && model.state.at !== undefined
		? 'No PostgreSQL metrics were measured at that time.'
		: model.source.name === 'local'
			? 'PostgreSQL is measured by Prometheus; without one there are no numbers of it here.'
			: 'No PostgreSQL metrics: no postgres_exporter among the targets.';

const moreLines = (model: Model, width: number, height: number): string[] => {
	const found = lastValue(model.details);
	return found ? detailLines(found, width, height, model.glyphs) : ['', ...emptyLines(model.details, '', width)];
};

// Lower than this charts tell less than the lines of what it is busy with.
const leastCharts = 8;

/** The charts, and below them what it is busy with, which gets the room that it needs but for the lowest chart. */
const fullLines = (model: Model, width: number, height: number): string[] => {
	const most = moreLines(model, width, height);
	const charts = Math.min(height, Math.max(leastCharts, height - most.length));
	if (height < leastCharts * 1.5 && lastValue(model.details) !== undefined) return most;
	const drawn = postgresCharts(model, width, charts);
	return height === charts ? drawn : [...drawn, ...moreLines(model, width, height - charts)];
};

export const postgresPanel: Panel = {
	id: 'postgres',
	title: 'Postgres',
	dashboard: 'postgresql-performance',
	parts: model => [...agingParts(model), model.source, model.details, ...chartParts(model, 'postgres')],
	draw(model, width, height) {
		const inside = width - 4;
		const up = valueIn(lastValue(model.snapshot), 'postgres.up');
		const base =
			up === undefined
				? hasPast(model, 'postgres')
					? postgresCharts(model, inside, height - 2)
					: emptyLines(model.snapshot, absence(model), inside)
				: up === 0
					? [paint('The exporter runs, but PostgreSQL does not answer it.', 'red')]
					: [
							...connectionLines(model, inside),
							workLine(model, inside),
							troubleLine(model, inside),
							...(model.state.full === 'postgres' && height < 30 ? [] : sizeLines(model, inside)),
						];
		const lines =
			up === 1 && model.state.full === 'postgres'
				? [...base, ...fullLines(model, inside, height - 2 - base.length)]
				: base;
		const title = [stateMark(model), ...ageNote(model, ['postgres.up']), ...chartNotes(model, 'postgres')];
		return panelFrame(model, 'postgres', title, lines, width, height);
	},
};
