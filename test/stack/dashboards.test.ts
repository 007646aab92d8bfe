import { afterAll, beforeAll, expect, it } from 'vitest';
import { slowest } from '../../src/build/dashboards/postgres-queries.ts';
import { metricOf } from '../../src/metrics/catalogue/catalogue.ts';
import { askDashboards } from './dashboard-answers.ts';
import { withVariables } from './panel-queries.ts';
import { askOne } from './prometheus.ts';
import { testRules } from './promtool.ts';
import { describeRig } from './require-rig.ts';
import { namingFaults } from './series-names.ts';
import { waitUntil } from './wait-until.ts';

/** What the rig cannot have, by the name of the query, and why. */
const absent: readonly (readonly [RegExp, string])[] = [
	[/: (Alerts|annotation Alerts)/, 'the rig has no alert rules, and nothing is wrong in it'],
	[/: Swap used/, 'a machine for tests has no swap'],
	[/: Temperature/, 'nor sensors'],
	[
		/^docker-containers: (Out of memory|Resident memory|Network errors|Disk operations|Health)|: Containers B$/,
		'the stand-in for cAdvisor tells only what the screen reads',
	],
	[/: Replication lag/, 'its server follows no other'],
	[/: (Slowest statements|Up for A|Version|Role|Waits|Waiting)/, 'its exporter is older, or not asked for this'],
	[/^postgresql-performance: annotation Container starts/, 'its server is in no container'],
];

/** A table that was changed enough to be worth a vacuum, and had one; and another of its name. */
const churn = `create schema archive;
	create table archive.churned as select 1 as n;
	create table churned as select n from generate_series(1, 4000) n;
	vacuum analyze churned;
	delete from churned where n % 2 = 0;`;

describeRig('the dashboards', rig => {
	beforeAll(() => rig.psql(churn));
	afterAll(() => rig.psql('drop table churned; drop schema archive cascade'));

	it('ask only what Prometheus understands, and show something wherever there is something, under a name of its own', async () => {
		const rates = [
			'container.cpu_cores',
			'host.disk.busy_ratio',
			'host.network.receive_bytes_per_second',
			'postgres.transactions_per_second',
		] as const;
		const recorded = rates.map(id => `count(${metricOf(id).series})`).join(' and on () ');
		await waitUntil(async () => (await askOne(rig.prometheusUrl, recorded)) !== undefined, {
			what: 'the first rates',
			seconds: 100,
		});
		await waitUntil(
			async () =>
				(await askOne(rig.prometheusUrl, 'pg_stat_user_tables_n_dead_tup{relname="churned"} > 1000')) !== undefined,
			{ what: 'the dead rows' },
		);
		// The rig has no GPU and no model server.
		const answers = await askDashboards(rig.prometheusUrl, uid => !['gpu', 'llm'].includes(uid));
		expect(answers.length).toBeGreaterThan(150);
		expect(answers.filter(({ error }) => error !== undefined)).toEqual([]);
		const empty = answers.filter(({ series }) => series.length === 0).map(({ name }) => name);
		expect(empty.filter(name => !absent.some(([pattern]) => pattern.test(name)))).toEqual([]);
		expect(namingFaults(answers)).toEqual([]);
	});

	it('name the slowest statements, also those whose text is unknown or known in several spellings', async () => {
		const counted = (queryid: string, user: string, growth: number) => ({
			series: `pg_stat_statements_seconds_total{job="p",instance="pg",queryid="${queryid}",user="${user}"}`,
			values: `0+${growth}x60`,
		});
		const text = (queryid: string, query: string) => ({
			series: `pg_stat_statements_query_id{job="p",instance="pg",queryid="${queryid}",query="${query}"}`,
			values: '1x60',
		});
		const verdict = await testRules({
			evaluation_interval: '1m',
			tests: [
				{
					interval: '1m',
					input_series: [
						...[counted('1', 'a', 1), counted('1', 'b', 2), counted('2', 'a', 5)],
						...[text('1', 'select 1'), text('1', 'SELECT 1'), text('3', 'select 3')],
					],
					promql_expr_test: [
						{
							expr: withVariables(`count(${slowest}) by (queryid)`, { server: 'pg', __range: '10m' }),
							eval_time: '30m',
							exp_samples: ['1', '2'].map(queryid => ({ labels: `{queryid="${queryid}"}`, value: 1 })),
						},
						{
							expr: withVariables(`sum(${slowest}) by (queryid)`, { server: 'pg', __range: '10m' }),
							eval_time: '30m',
							exp_samples: [
								{ labels: '{queryid="1"}', value: 30 },
								{ labels: '{queryid="2"}', value: 50 },
							],
						},
					],
				},
			],
		});
		expect(verdict).toContain('SUCCESS');
	});
});
