import { calls, meanTime, ofSlowest, rowsEach, slowest } from './postgres-queries.ts';
import type { Row } from './spec.ts';

/** Which statements take the time. */
export const postgresStatements: Row = {
	title: 'Statements',
	panels: [
		{
			kind: 'table',
			title: 'Slowest statements in the window',
			about:
				'The fifteen statements that took the most time in all: slow ones, and fast ones that run often. By pg_stat_statements, which this stack turns on.',
			width: 24,
			height: 10,
			keys: { query: 'Statement', queryid: 'Number' },
			columns: [
				{ expr: slowest, legend: 'Time', unit: 'seconds' },
				{ expr: ofSlowest(calls), legend: 'Calls', unit: 'count' },
				{ expr: ofSlowest(meanTime), legend: 'Mean', unit: 'seconds' },
				{ expr: ofSlowest(rowsEach), legend: 'Rows each', unit: 'count' },
			],
			sort: 'Time',
			none: 'The exporter was not asked for statements.',
		},
	],
};
