import { metricOf } from '../../metrics/catalogue/catalogue.ts';
import { formatBytes, formatCount, formatRatio } from '../../metrics/format.ts';
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
import { valueIn } from '../readings.ts';
import { severityOf, styleOf } from '../severity.ts';
import { cursorIn } from '../time/cursor.ts';
import { hostAbsence } from './host-absence.ts';
import { liveSeries } from './live-series.ts';
import { memoryCharts } from './memory-full.ts';
import { panelFrame } from './numbered.ts';
import type { Panel } from './panel.ts';

const gibibytes = (bytes: number | undefined): string =>
	bytes === undefined ? '–' : bytes === 0 ? '0' : formatCount(bytes / 2 ** 30);

/** Details in GiB, the unit that the title names. */
const detailLine = (model: Model, width: number): string => {
	const snapshot = lastValue(model.snapshot);
	const cached = valueIn(snapshot, 'host.memory.cached_bytes');
	const swap = valueIn(snapshot, 'host.swap.total_bytes');
	const swapUsed = valueIn(snapshot, 'host.swap.used_bytes');
	const parts = [
		fact('avail', gibibytes(valueIn(snapshot, 'host.memory.available_bytes'))),
		...(cached === undefined ? [] : [fact('cache', gibibytes(cached))]),
		...(swap === undefined
			? []
			: [swap === 0 ? fact('swap', 'none') : fact('swap', `${gibibytes(swapUsed)} of ${gibibytes(swap)}`)]),
	];
	return factsLine(parts, width);
};

const body = (model: Model, width: number, height: number): string[] => {
	const snapshot = lastValue(model.snapshot);
	const used = valueIn(snapshot, 'host.memory.used_bytes');
	const total = valueIn(snapshot, 'host.memory.total_bytes');
	if (height >= 8 && hasPast(model, 'memory'))
		return [...memoryCharts(model, total, width, height - 1), detailLine(model, width)];
	if (used === undefined || total === undefined) return emptyLines(model.snapshot, hostAbsence(model, 'memory'), width);
	const style = styleOf[severityOf(used / total, metricOf('host.memory.used_ratio'))];
	const details = detailLine(model, width);
	if (height < 4) return [paint(bar(used / total, width, model.glyphs), style), details];
	if (model.state.full === 'memory' && height >= 8) return [...memoryCharts(model, total, width, height - 1), details];
	const digits = total < 10 * 2 ** 30 ? 1 : 0;
	const plotted = chart(liveSeries(model, 'host.memory.used_bytes', used), {
		width,
		height: height - 1,
		max: total,
		label: value => `${(value / 2 ** 30).toFixed(digits)} `,
		labelWidth: 5,
		glyphs: model.glyphs,
		style,
		cursor: cursorIn(model),
	});
	return [...plotted, details];
};

export const memoryPanel: Panel = {
	id: 'memory',
	title: 'Memory',
	dashboard: 'system-overview',
	parts: model => [...agingParts(model), ...chartParts(model, 'memory')],
	draw(model, width, height) {
		const snapshot = lastValue(model.snapshot);
		const used = valueIn(snapshot, 'host.memory.used_bytes');
		const total = valueIn(snapshot, 'host.memory.total_bytes');
		const share = used === undefined || total === undefined ? undefined : used / total;
		const age = ageNote(model, ['host.memory.used_bytes']);
		const name = `Memory ${paint(formatBytes(used), 'bold')}`;
		// That a number is old matters more than what it is part of.
		const title =
			age.length > 0
				? [name, ...age]
				: [
						`${name} of ${formatBytes(total)}`,
						...(share === undefined ? [] : [formatRatio(share)]),
						...chartNotes(model, 'memory'),
					];
		return panelFrame(model, 'memory', title, body(model, width - 4, height - 2), width, height);
	},
};
