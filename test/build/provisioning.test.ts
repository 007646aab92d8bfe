import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { alertGroups } from '../../src/build/alerts/alerts.ts';
import { detailIdsOf, type MetricId, metricIds, metricOf } from '../../src/metrics/catalogue/catalogue.ts';
import { modelServerNames } from '../../src/metrics/catalogue/llm-names.ts';
import { promqlOf } from '../../src/metrics/rules.ts';
import { panels } from '../../src/ui/panels/panels.ts';
import { shippedDashboards } from '../stack/dashboard-answers.ts';
import { annotationQueries, panelQueries, variableSources } from '../stack/panel-queries.ts';
import { expandPattern } from '../support/expand-pattern.ts';
import { keptNames, prometheusFile } from '../support/kept-names.ts';

const dashboards = shippedDashboards();
const alerts = alertGroups.flatMap(group => group.alerts);
const uids = dashboards.map(({ uid }) => uid);
const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const asked = [
	...dashboards.flatMap(each => [...panelQueries(each), ...annotationQueries(each)].map(({ expr }) => expr)),
	...dashboards.flatMap(each => variableSources(each).map(({ series }) => series)),
	...alerts.map(({ expr }) => expr),
	...metricIds.map(id => promqlOf(id, '1m')),
];

describe('the dashboards', () => {
	it('are those that the screen leads to, and the screen itself', () => {
		expect(uids.toSorted()).toEqual([
			...['aixcl-top', 'docker-containers', 'gpu', 'llm', 'postgresql-performance', 'system-overview'],
		]);
		for (const { dashboard } of Object.values(panels)) expect(uids).toContain(dashboard);
		for (const { dashboard } of alerts) expect(uids).toContain(dashboard);
	});

	describe.each(dashboards)('$uid', dashboard => {
		const json = JSON.stringify(dashboard);
		const { panels: shown, schemaVersion, time, timepicker, annotations, links, tags } = JSON.parse(json);

		it('is in the form that Grafana reads from a file', () => {
			expect(schemaVersion).toBeGreaterThanOrEqual(39);
			expect(schemaVersion).toBeLessThanOrEqual(42);
			expect(dashboard).not.toHaveProperty('id');
			expect(json).not.toMatch(/__inputs|DS_PROMETHEUS|inControlsMenu/);
			expect(json.match(/"datasource":\{[^}]*\}/g)!.every(text => text.includes('"uid":"prometheus"'))).toBe(true);
		});

		it('has windows of an hour, a day, a week and a month, marks, and links to the others', () => {
			expect(time).toEqual({ from: 'now-1h', to: 'now' });
			expect(timepicker.quick_ranges.map(({ from }: { from: string }) => from)).toEqual([
				...['now-1h', 'now-24h', 'now-7d', 'now-30d'],
			]);
			expect(annotations.list.map(({ name }: { name: string }) => name)).toEqual(['Alerts', 'Container starts']);
			expect(links).toEqual([expect.objectContaining({ type: 'dashboards', tags, keepTime: true, includeVars: true })]);
		});

		it('numbers its panels once, lays none over another, and says what each tells', () => {
			const ids = shown.map(({ id }: { id: number }) => id);
			expect(new Set(ids).size).toBe(ids.length);
			const cells = new Set<string>();
			for (const { title, description, type, gridPos } of shown) {
				expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
				for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
					for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
						expect(cells.has(`${x} ${y}`), `${title} lies over another`).toBe(false);
						cells.add(`${x} ${y}`);
					}
				}
				if (type !== 'row') expect(description.length, title).toBeGreaterThan(15);
			}
		});

		it('asks something in every panel, of variables that it has', () => {
			const names = ['__interval', '__rate_interval', '__range', ...variableSources(dashboard).map(({ name }) => name)];
			for (const { type, title, targets = [] } of shown) {
				if (type !== 'row') expect(targets.length, title).toBeGreaterThan(0);
			}
			for (const { expr, name } of panelQueries(dashboard)) {
				expect(expr.trim(), name).not.toBe('');
				for (const [, variable] of expr.matchAll(/\$(\w+)/g)) expect(names, name).toContain(variable);
			}
		});
	});

	it('show every metric of the catalogue, by the series that the screen reads', () => {
		// A dashboard has cAdvisor's own health, which also says that there is no check.
		const shownNowhere: readonly MetricId[] = [
			'host.memory.available_bytes',
			'postgres.deadlocks',
			'container.healthy',
		];
		const queries = asked.join('\n');
		const dashboardsOnly = dashboards.flatMap(each => panelQueries(each).map(({ expr }) => expr)).join('\n');
		expect(queries).toContain('up');
		expect(metricIds.filter(id => !dashboardsOnly.includes(`${metricOf(id).series}{`))).toEqual(shownNowhere);
	});
});

describe('what Prometheus keeps', () => {
	const kept = new Map([...keptNames].map(([job, pattern]) => [job, new RegExp(`^(?:${pattern})$`)] as const));
	const jobs: Readonly<Record<string, string>> = {
		node: 'node',
		container: 'cadvisor',
		machine: 'cadvisor',
		pg: 'postgres',
		nvidia: 'gpu',
		prometheus: 'prometheus',
		alertmanager: 'alertmanager',
	};
	const known = new Set(metricIds.map(id => metricOf(id).series));
	const names = new Set(
		asked.flatMap(expr =>
			[...expr.matchAll(/(?<![\w:$"])(node|container|machine|pg|nvidia|prometheus|alertmanager)_\w+(?![\w:])/g)].map(
				([name]) => name,
			),
		),
	);

	it('is every job\u2019s own', () =>
		expect([...kept.keys()]).toEqual([
			...['prometheus', 'node', 'cadvisor', 'postgres', 'ollama', 'gpu', 'models', 'alertmanager'],
		]));

	// Exporters before 0.13 had it from a file of queries.
	it.each([...names].filter(name => !known.has(name) || !name.includes(':')))('has %s', name => {
		if (name.startsWith('container_label_')) return;
		expect(name).toMatch(kept.get(jobs[name.slice(0, name.indexOf('_'))]!)!);
	});

	// Energy is asked for among the models, by names of its own.
	const gpuQueries = [...metricIds, ...detailIdsOf.gpu, ...detailIdsOf.llm]
		.filter(id => id.startsWith('gpu.') || id.startsWith('llm.energy.gpu'))
		.map(id => promqlOf(id, '1m'))
		.join('\n');
	const bareNames = gpuQueries
		.replaceAll(/"[^"]*"|\b(?:by|on|group_left) \([^)]*\)/g, '')
		.matchAll(/\b(?:DCGM_FI|nvidia_smi|nvitop|process|all_smi|(?:amd_)?gpu|macmon|hw)_\w+\b(?![!=])/g);
	const gpuNames = new Set([
		...[...bareNames].map(([name]) => name),
		...[...gpuQueries.matchAll(/__name__=~?"([^"]+)"/g)].flatMap(([, pattern = '']) => expandPattern(pattern)),
	]);

	it.each([...gpuNames].filter(name => !name.startsWith('node_')))('has %s of whichever exporter of GPUs', name =>
		expect(name).toMatch(kept.get('gpu')!),
	);

	it.each(Object.values(modelServerNames).flat())('has %s of whichever model server', name => {
		const isHistogram = /^(vllm|sglang):.+_seconds$/.test(name);
		for (const suffix of isHistogram ? ['_bucket', '_sum', '_count'] : [''])
			expect(name + suffix).toMatch(kept.get('models')!);
	});

	it('has room for variables of the stack and none besides', () => {
		expect(new Set(prometheusFile.match(/\$\{\w+\}/g))).toEqual(
			new Set(['SCRAPE_INTERVAL', 'NODE_SCRAPE_INTERVAL'].map(name => `\${${name}}`)),
		);
	});
});

describe('the alerts', () => {
	const guide = read('MONITORING.md');

	it.each(alerts)(
		'$name has a section of the guide, and says what it means and what to do',
		({ name, means, action }) => {
			expect(guide).toContain(`\n### ${name}\n`);
			expect(means.length).toBeGreaterThan(40);
			expect(action.length).toBeGreaterThan(5);
		},
	);

	it('are called differently', () => expect(new Set(alerts.map(({ name }) => name)).size).toBe(alerts.length));
});
