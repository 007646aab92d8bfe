import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { alertGroups } from '../../../src/build/alerts/alerts.ts';
import { annotationsOf } from '../../../src/build/alerts/alerts-file.ts';
import { ruleGroups } from '../../../src/metrics/rules.ts';
import type { AlertCase } from '../alert-case.ts';
import { alertCases } from '../alert-cases.ts';
import { describeParts } from '../describe-parts.ts';
import { cacheFolder } from '../parts.ts';
import { promtool, provisioned, testRules } from '../promtool.ts';
import { runProgram } from '../run-program.ts';

const alerts = alertGroups.flatMap(group => group.alerts);
const rules = ['aixcl.rules.yml', 'aixcl.alerts.yml'].map(name => join(provisioned, 'rules', name));

// What an alert reads is recorded first: promtool would take the groups in any order.
const order = [...ruleGroups, ...alertGroups].map(({ name }) => name);

const testOf = ({ about, alert: name, given, step = '1m', at, fires }: AlertCase) => {
	const alert = alerts.find(each => each.name === name)!;
	return {
		name: about,
		interval: step,
		input_series: given.map(([series, values]) => ({ series, values })),
		alert_rule_test: [
			{
				alertname: name,
				eval_time: at,
				exp_alerts: fires.map(({ labels, summary, value }) => ({
					exp_labels: { ...labels, severity: alert.severity },
					exp_annotations: { ...annotationsOf(alert), summary, ...(value === undefined ? {} : { value }) },
				})),
			},
		],
	};
};

describeParts('the alerts', () => {
	it('are valid', async () => expect(await promtool('check', 'rules', ...rules)).toContain('SUCCESS'));

	it('are each tried with what makes them fire, and with what must not', () => {
		for (const { name, severity } of alerts) {
			const cases = alertCases.filter(({ alert }) => alert === name);
			expect(
				cases.some(({ fires }) => fires.length > 0),
				`${name} fires`,
			).toBe(true);
			expect(cases.some(({ fires }) => fires.length === 0) || severity === 'none', `${name} does not`).toBe(true);
		}
	});

	it.each(alerts)('$name fires when it ought to, and only then', async ({ name }) => {
		const tests = alertCases.filter(({ alert }) => alert === name).map(testOf);
		expect(await testRules({ rule_files: rules, evaluation_interval: '1m', group_eval_order: order, tests })).toContain(
			'SUCCESS',
		);
	});
});

/** Runs `body` with a folder that is deleted afterwards. */
const inFolder = async (body: (folder: string) => Promise<void>): Promise<void> => {
	const folder = await mkdtemp(join(tmpdir(), 'aixcl-config-'));
	try {
		await body(folder);
	} finally {
		await rm(folder, { recursive: true });
	}
};

describeParts('the configuration of Prometheus', () => {
	it.each([
		['15s', '5s'],
		['1m', '1m'],
	])('is valid with intervals of %s and %s', (interval, nodeInterval) =>
		inFolder(async folder => {
			const text = await readFile(join(provisioned, 'prometheus.yml'), 'utf8');
			const rendered = text.replaceAll(/\$\{(\w+)\}/g, (_, name) => {
				return { SCRAPE_INTERVAL: interval, NODE_SCRAPE_INTERVAL: nodeInterval }[String(name)] ?? '';
			});
			await writeFile(join(folder, 'prometheus.yml'), rendered);
			await symlink(join(provisioned, 'rules'), join(folder, 'rules'));
			const verdict = await promtool('check', 'config', join(folder, 'prometheus.yml'));
			expect(verdict).toContain('2 rule files found');
			expect(verdict).toContain('is valid prometheus config file syntax');
		}),
	);
});

describeParts('the configuration of Alertmanager', () => {
	const shipped = join(provisioned, '../alertmanager/alertmanager.yml');
	const amtool = (...args: readonly string[]) => runProgram(join(cacheFolder(), 'sid/bin/amtool'), args);

	it('is valid, and shows every alert', async () => {
		expect(await amtool('check-config', shipped)).toContain('SUCCESS');
		for (const severity of ['critical', 'warning', 'none']) {
			expect(await amtool('config', 'routes', 'test', `--config.file=${shipped}`, `severity=${severity}`)).toBe(
				'shown',
			);
		}
	});

	it('has examples that are valid once the comment signs are gone', () =>
		inFolder(async folder => {
			const path = join(folder, 'alertmanager.yml');
			const text = await readFile(shipped, 'utf8');
			await writeFile(path, text.replaceAll(/^( *)# (?=-| |[a-z_]+:)/gm, '$1'));
			expect(await amtool('check-config', path)).toContain('3 receivers');
			expect(await amtool('config', 'routes', 'test', `--config.file=${path}`, 'severity=critical')).toBe('mail');
		}));
});
