import { lastValue } from '../../store/remote.ts';
import { type ChartSpec, thresholdsOf } from '../charts/chart-spec.ts';
import { panelCharts } from '../charts/panel-charts.ts';
import { type Past, pastOf } from '../charts/past.ts';
import type { Model } from '../model.ts';
import { valueIn } from '../readings.ts';

/** Shares of the usable connections at which a pool is nearly, and then all but, exhausted. */
export const connectionLimits = { warn: 0.8, alarm: 0.95 } as const;

const specsOf = (past: Past, usable: number | undefined): readonly ChartSpec[] => [
	{
		title: 'Connections',
		unit: 'count',
		lines: [{ name: 'connections', letter: 'C', style: 'green', ...past.lineOf('postgres.connections') }],
		thresholds: usable === undefined ? [] : thresholdsOf(connectionLimits, usable),
	},
	{
		title: 'Transactions',
		unit: 'per_second',
		lines: [{ name: 'tx/s', letter: 'T', style: 'cyan', ...past.lineOf('postgres.transactions_per_second') }],
	},
	{
		title: 'Cache hit, rolled back',
		unit: 'ratio',
		max: 1,
		lines: [
			{ name: 'cache hit', letter: 'H', style: 'blue', ...past.lineOf('postgres.cache_hit_ratio') },
			{ name: 'rolled back', letter: 'r', style: 'magenta', ...past.lineOf('postgres.rollback_ratio') },
		],
	},
];

/** The full screen of PostgreSQL: its charts, above what it is busy with. */
export const postgresCharts = (model: Model, width: number, height: number): string[] => {
	const past = pastOf(model, 'postgres');
	const usable = valueIn(lastValue(model.snapshot), 'postgres.connections.max');
	return panelCharts(model, past, specsOf(past, usable), width, height);
};
