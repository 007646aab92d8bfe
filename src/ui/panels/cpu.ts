import { metricOf } from '../../metrics/catalogue/catalogue.ts';
import { formatCount, formatRatio } from '../../metrics/format.ts';
import { lastValue } from '../../store/remote.ts';
import { bar } from '../bar.ts';
import { chart } from '../chart.ts';
import { chartNotes } from '../charts/notes.ts';
import { chartParts } from '../charts/panel-charts.ts';
import { hasPast } from '../charts/past.ts';
import { emptyLines } from '../empty.ts';
import { fact, factsLine } from '../facts.ts';
import { ageNote, agingParts } from '../freshness.ts';
import type { Model } from '../model.ts';
import { paint } from '../paint.ts';
import { labelled, valueIn } from '../readings.ts';
import { severityOf, styleOf } from '../severity.ts';
import { cursorIn } from '../time/cursor.ts';
import { cpuCharts } from './cpu-full.ts';
import { hostAbsence } from './host-absence.ts';
import { liveSeries } from './live-series.ts';
import { panelFrame } from './numbered.ts';
import type { Panel } from './panel.ts';

const modes = [
	['user', 'user'],
	['system', 'sys'],
	['nice', 'nice'],
	['steal', 'steal'],
	['iowait', 'iowait'],
] as const;

// Of jobs with a low priority, and of machines that share: worth a place only where there is some, which no wait for
// disks needs then that is none.
const isRare = (mode: string): boolean => mode === 'nice' || mode === 'steal';
const noticed = 0.005;

const percent = (ratio: number): string => String(Math.round(ratio * 100));

const modeLine = (model: Model, width: number): string => {
	const snapshot = lastValue(model.snapshot);
	const values = modes.map(([mode, name]) => {
		return { mode, name, value: labelled(snapshot, 'host.cpu.mode_ratio', 'mode', mode) };
	});
	const hasRare = values.some(({ mode, value = 0 }) => isRare(mode) && value >= noticed);
	const parts = values.flatMap(({ mode, name, value }) => {
		if (value === undefined) return [];
		const givesWay = isRare(mode) || (mode === 'iowait' && hasRare);
		return givesWay && value < noticed ? [] : [fact(name, percent(value))];
	});
	const loads = (['host.load1', 'host.load5', 'host.load15'] as const).flatMap(id => {
		const value = valueIn(snapshot, id);
		return value === undefined ? [] : [formatCount(value)];
	});
	// The longer averages have their place where there is room for all three.
	const load = loads.length === 0 ? [] : [fact('load', width >= 50 ? loads.join(' ') : loads[0]!)];
	return factsLine([...parts, ...load], width);
};

const body = (model: Model, width: number, height: number): string[] => {
	const ratio = valueIn(lastValue(model.snapshot), 'host.cpu.ratio');
	if (height >= 8 && hasPast(model, 'cpu')) return [...cpuCharts(model, width, height - 1), modeLine(model, width)];
	if (ratio === undefined) return emptyLines(model.snapshot, hostAbsence(model, 'CPU'), width);
	const style = styleOf[severityOf(ratio, metricOf('host.cpu.ratio'))];
	const modesShown = modeLine(model, width);
	if (height < 4) return [paint(bar(ratio, width, model.glyphs), style), modesShown];
	if (model.state.full === 'cpu' && height >= 8) return [...cpuCharts(model, width, height - 1), modesShown];
	const plotted = chart(liveSeries(model, 'host.cpu.ratio', ratio), {
		width,
		height: height - 1,
		max: 1,
		label: value => `${Math.round(value * 100)} `,
		labelWidth: 4,
		glyphs: model.glyphs,
		style,
		cursor: cursorIn(model),
	});
	return [...plotted, modesShown];
};

export const cpuPanel: Panel = {
	id: 'cpu',
	title: 'CPU',
	dashboard: 'system-overview',
	parts: model => [...agingParts(model), ...chartParts(model, 'cpu')],
	draw(model, width, height) {
		const snapshot = lastValue(model.snapshot);
		const cores = valueIn(snapshot, 'host.cpu.cores');
		const title = `CPU ${paint(formatRatio(valueIn(snapshot, 'host.cpu.ratio')), 'bold')}`;
		const of = cores === undefined ? '' : ` of ${cores} ${cores === 1 ? 'core' : 'cores'}`;
		return panelFrame(
			model,
			'cpu',
			[title + of, ...ageNote(model, ['host.cpu.ratio']), ...chartNotes(model, 'cpu')],
			body(model, width - 4, height - 2),
			width,
			height,
		);
	},
};
