import { charts } from '../../metrics/charts.ts';
import { formatBytes, formatBytesPerSecond, formatCores } from '../../metrics/format.ts';
import { lastValue } from '../../store/remote.ts';
import { fitLeft } from '../../text/width.ts';
import { chart } from '../chart.ts';
import { emptyLines } from '../empty.ts';
import type { Model } from '../model.ts';
import { paint, type Style } from '../paint.ts';
import { containerInDetail } from './about.ts';

/** In the order of the places, left to right and down. */
const chartedOfContainer = charts.containers;

type Charted = (typeof chartedOfContainer)[number];

const looks: Readonly<Record<Charted, { title: string; style: Style; format: (value: number | undefined) => string }>> =
	{
		'container.cpu_cores': { title: 'CPU', style: 'green', format: formatCores },
		'container.memory_bytes': { title: 'Memory', style: 'blue', format: formatBytes },
		'container.network.receive_bytes_per_second': { title: 'Network in', style: 'cyan', format: formatBytesPerSecond },
		'container.network.transmit_bytes_per_second': {
			title: 'Network out',
			style: 'magenta',
			format: formatBytesPerSecond,
		},
	};

const labelWidth = 11;

const one = (model: Model, metric: Charted, width: number, height: number): string[] => {
	const { id } = model.state.detail ?? {};
	const { title, style, format } = looks[metric];
	// cAdvisor counts the machine's interfaces for every container that shares them.
	const isHosts = metric.startsWith('container.network.') && containerInDetail(model)?.isOnHostNetwork === true;
	const series = isHosts
		? undefined
		: lastValue(model.usageHistory)?.series[metric]?.find(({ labels }) => id !== undefined && labels.id?.includes(id));
	const values = series?.values ?? [];
	const known = values.filter(value => value !== undefined);
	const now = values.findLast(value => value !== undefined);
	const head = `${paint(title, 'bold')} now ${format(now)}  max ${format(known.length > 0 ? Math.max(...known) : undefined)}`;
	if (known.length === 0)
		return [
			fitLeft(isHosts ? `${title}: the host's` : title, width),
			...Array.from({ length: height - 1 }, () => ' '.repeat(width)),
		];
	const max = Math.max(...known) * 1.1 || 1;
	const label = (value: number) => `${format(value)} `;
	const plotted = chart(values, { width, height: height - 1, max, label, labelWidth, glyphs: model.glyphs, style });
	return [head + ' '.repeat(Math.max(0, width - cellsOf(head))), ...plotted];
};

const cellsOf = (text: string): number => text.replace(/\u001b\[[0-9;]*m/g, '').length;

/** The charts of one container over the window, two beside each other where there is room. */
export const chartLines = (model: Model, width: number, height: number): string[] => {
	const history = model.usageHistory;
	if (lastValue(history) === undefined || model.source.name === 'local')
		return emptyLines(
			model.source.name === 'local' ? { status: 'fresh', value: undefined, receivedAt: 0 } : history,
			'The past of containers is known only with Prometheus and cAdvisor.',
			width,
		);
	const columns = width >= 100 ? 2 : 1;
	const cell = Math.floor((width - 2 * (columns - 1)) / columns);
	const rows = Math.ceil(chartedOfContainer.length / columns);
	const each = Math.max(4, Math.floor(height / rows));
	const drawn = chartedOfContainer.map(metric => one(model, metric, cell, each));
	return Array.from({ length: rows }, (_, row) =>
		Array.from({ length: each }, (_, line) =>
			drawn
				.slice(row * columns, (row + 1) * columns)
				.map(lines => lines[line] ?? '')
				.join('  '),
		),
	).flat();
};
