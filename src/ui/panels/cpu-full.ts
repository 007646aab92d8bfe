import { metricOf } from '../../metrics/catalogue/catalogue.ts';
import { formatRatio } from '../../metrics/format.ts';
import { lastValue } from '../../store/remote.ts';
import { fitLeft } from '../../text/width.ts';
import { bar } from '../bar.ts';
import { type ChartLine, type ChartSpec, thresholdsOf } from '../charts/chart-spec.ts';
import { coresFrom, drawnModes } from '../charts/drawn.ts';
import { panelCharts } from '../charts/panel-charts.ts';
import { type Past, pastOf } from '../charts/past.ts';
import { sparkline } from '../charts/sparkline.ts';
import type { Model } from '../model.ts';
import { paint, type Style } from '../paint.ts';
import { readingsOf } from '../readings.ts';
import { severityOf, styleOf } from '../severity.ts';

const modes: Readonly<Record<(typeof drawnModes)[number], readonly [letter: string, style: Style]>> = {
	user: ['u', 'cyan'],
	system: ['s', 'magenta'],
	iowait: ['w', 'red'],
};

const specsOf = (past: Past): readonly ChartSpec[] => {
	const ofMode = (mode: (typeof drawnModes)[number]): ChartLine => {
		const [letter, style] = modes[mode];
		return { name: mode, letter, style, ...past.lineOf('host.cpu.mode_ratio', 'mode', mode) };
	};
	return [
		{
			title: 'CPU, share of all cores',
			unit: 'ratio',
			max: 1,
			weight: 3,
			lines: [
				{ name: 'total', letter: 'T', style: 'green', ...past.lineOf('host.cpu.ratio') },
				...drawnModes.map(ofMode),
			],
			thresholds: thresholdsOf(metricOf('host.cpu.ratio')),
		},
		{
			title: 'Load',
			unit: 'count',
			lines: [{ name: 'load, 1 min', letter: 'L', style: 'blue', ...past.lineOf('host.load1') }],
		},
	];
};

/** A row for each core, or several in one: over the window where that is known, else as a bar. */
const coreLines = (model: Model, past: Past, width: number, height: number): string[] => {
	const cores = readingsOf(lastValue(model.snapshot), 'host.cpu.core_ratio');
	const known = new Set<string | undefined>(past.seriesOf('host.cpu.core_ratio').map(({ labels }) => labels.cpu));
	const columns = Math.max(1, Math.floor(width / 28));
	const cell = Math.floor(width / columns);
	const perColumn = Math.ceil(cores.length / columns);
	return Array.from({ length: Math.min(perColumn, height) }, (_, row) =>
		Array.from({ length: columns }, (_, column) => {
			const core = cores[column * perColumn + row];
			if (!core) return ' '.repeat(cell);
			const style = styleOf[severityOf(core.value, metricOf('host.cpu.core_ratio'))];
			const { cpu = '' } = core.labels;
			const drawn = known.has(cpu)
				? sparkline(past.lineOf('host.cpu.core_ratio', 'cpu', cpu).values, cell - 12, model.glyphs)
				: bar(core.value, cell - 12, model.glyphs);
			return `${fitLeft(cpu, 4)}${paint(drawn, style)} ${formatRatio(core.value).padStart(5)}  `;
		})
			.join('')
			.concat(' '.repeat(width - cell * columns)),
	);
};

/** The full screen of the CPU: its charts, and its cores where there is room. */
export const cpuCharts = (model: Model, width: number, height: number): string[] => {
	const past = pastOf(model, 'cpu');
	const cores = height >= coresFrom ? coreLines(model, past, width, Math.floor(height / 3)) : [];
	return [...panelCharts(model, past, specsOf(past), width, height - cores.length), ...cores];
};
