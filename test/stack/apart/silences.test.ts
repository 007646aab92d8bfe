import { writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { ActiveAlert } from '../../../src/metrics/alert-rule.ts';
import { sentOf } from '../../../src/metrics/silence.ts';
import { type Alertmanager, createAlertmanager } from '../../../src/sources/alertmanager.ts';
import { createPrometheusSource } from '../../../src/sources/prometheus.ts';
import type { Source } from '../../../src/sources/source.ts';
import { silenceCommand } from '../../../src/ui/panels/silence-lines.ts';
import { startAlertmanager } from '../alertmanager.ts';
import type { Child } from '../child.ts';
import { createCleanup } from '../cleanup.ts';
import { describeStack } from '../describe-parts.ts';
import { createFiring } from '../firing.ts';
import { startPrometheus } from '../prometheus.ts';
import { jobFor } from '../prometheus-config.ts';
import { runProgram } from '../run-program.ts';
import { makeScratch, removeScratch } from '../scratch.ts';
import { closeTops, openTop } from '../top-terminal.ts';
import { waitUntil } from '../wait-until.ts';

const { signal } = new AbortController();

/** A label that is no plain word for a shell, for amtool or for a person. */
const ODD = `it's "x" \\ $(id) a,b {=~} 日本`;

const RULES = {
	groups: [
		{
			name: 'test',
			rules: [
				{ alert: 'Hot', expr: 'vector(1) > 0', labels: { severity: 'warning', zone: 'attic', odd: ODD } },
				{ alert: 'Hot', expr: 'vector(1) > 0', labels: { severity: 'warning', zone: 'cellar' } },
				{ alert: 'Waiting', expr: 'vector(1) > 0', for: '1h' },
			],
		},
	],
};

describeStack('silences of a real Alertmanager', parts => {
	const cleanup = createCleanup();
	let source: Source;
	let alertmanager: Alertmanager;
	let server: Child;
	let url = '';
	let prometheusUrl = '';

	beforeAll(async () => {
		const folder = await makeScratch();
		cleanup.add(() => removeScratch(folder));
		const rules = join(folder, 'rules.yml');
		await writeFile(rules, JSON.stringify(RULES));
		const { child, target } = await startAlertmanager(parts, folder);
		cleanup.add(child.stop);
		server = child;
		url = `http://${target}`;
		const prometheus = await startPrometheus(parts, folder, {
			...{ interval: 1, jobs: [jobFor('alertmanager', target)], otherJobs: [], rules: [rules], alertmanager: target },
			externalLabels: { cluster: 'home' },
		});
		cleanup.add(prometheus.child.stop);
		prometheusUrl = prometheus.url;
		source = createPrometheusSource({ url: prometheusUrl, thisHostName: hostname() });
		cleanup.add(source.close);
		alertmanager = createAlertmanager({ url });
		cleanup.add(alertmanager.close);
	});
	afterAll(cleanup.run);
	afterEach(async () => {
		await closeTops();
		await server.start();
		await amtool('ids=$(amtool silence query -q) && for id in $ids; do amtool silence expire $id; done');
	});

	/** Runs a line in a shell that has amtool and is told of this Alertmanager. */
	const amtool = (line: string) =>
		runProgram('sh', ['-c', line.replaceAll('amtool ', `'${parts.amtool}' --alertmanager.url='${url}' `)]);

	const hot = async (zone: string): Promise<ActiveAlert> => {
		const alert = await createFiring(source).fires(['Hot', { zone }]);
		await waitUntil(async () => sentOf(alert, await alertmanager.silencing(signal)), {
			what: 'it to be sent',
			// Prometheus may first send it before it has found Alertmanager.
			seconds: 60,
		});
		return alert;
	};
	const silences = async (alert: ActiveAlert) => sentOf(alert, await alertmanager.silencing(signal))?.silences;

	it('are those of exactly the alert whose command was run, until they are ended', async () => {
		const [attic, cellar] = [await hot('attic'), await hot('cellar')];
		expect([await silences(attic), await silences(cellar)]).toEqual([[], []]);
		const command = silenceCommand(attic, url).replace('WHY', "'the roof is mended' --author=ops");
		// In the words that are shown, without the address that the other lines are given.
		const id = await runProgram('sh', ['-c', `PATH=${dirname(parts.amtool)}:$PATH; ${command}`]);
		const [silence, ...others] = (await silences(attic))!;
		expect(others).toEqual([]);
		expect(silence).toMatchObject({ id, createdBy: 'ops', comment: 'the roof is mended' });
		expect(silence!.matchers).toContain('zone="attic"');
		expect(silence!.endsAt! - Date.now()).toBeGreaterThan(7_000_000);
		expect(await silences(cellar)).toEqual([]);
		await amtool(`amtool silence expire ${id}`);
		expect(await silences(attic)).toEqual([]);
	});

	it.each([
		['=', 'zone=attic', ['attic']],
		['!=', 'zone!=attic', ['cellar']],
		['=~, of the whole value', "'zone=~at.*'", ['attic']],
		['=~, of a part of the value only', "'zone=~tti'", []],
		['!~', "'zone!~cell.+'", ['attic']],
		['of labels that Prometheus adds for others', 'cluster=home', ['attic', 'cellar']],
		['against labels that Prometheus adds for others', 'cluster!=home', []],
		['of a label that is absent', "'odd='", ['cellar']],
	])('match as Alertmanager does: %s', async (_, matcher, silenced) => {
		const alerts = [await hot('attic'), await hot('cellar')];
		await amtool(`amtool silence add --comment=x alertname=Hot ${matcher}`);
		const found = await Promise.all(
			alerts.map(async alert => ((await silences(alert))!.length > 0 ? alert : undefined)),
		);
		expect(found.flatMap(alert => alert?.labels.zone ?? [])).toEqual(silenced);
	});

	it('are on the screen while they hold, and unknown while nobody can be asked', async () => {
		await hot('attic');
		await hot('cellar');
		const top = await openTop({
			env: { AIXCL_PROMETHEUS_URL: prometheusUrl, AIXCL_ALERTMANAGER_URL: url, DOCKER_HOST: 'unix:///nonexistent' },
		});
		top.press('A');
		await top.see('the alerts', ({ text }) => /Alerts · 2 firing · 1 pending/.test(text));
		await top.see('how to silence one', ({ text }) => text.includes('to silence it'));
		await top.see('the count of all', ({ header }) => header.includes('2 alerts'));
		const id = await amtool("amtool silence add --comment='in the attic' --author=ops alertname=Hot zone=attic");
		const { text, header } = await top.see(
			'it to be silenced',
			screen => screen.text.includes('1 of them silenced') && screen,
		);
		expect(text).toMatch(/Hot .*silenced warning/);
		expect(text).toMatch(/Hot .*firing warning/);
		// It fires all the same.
		expect(header).toContain('2 alerts');
		if (!text.includes('by ops until')) top.press('j');
		await top.see('who, until when and why', screen =>
			/by ops until [\d :-]+ \(another 5?[19][hm] \d+[ms]\): in the attic/.test(screen.text),
		);

		// Ended in peace it keeps its silences, killed it may lose them.
		await server.stop();
		await top.see('that nobody can be asked', ({ text }) =>
			/Silences may have changed: Alertmanager at 127\.0\.0\.1:\d+ (refused|cut) the connection/.test(text),
		);
		expect(top.screen().text).toContain('silenced warning');
		await server.start();
		await top.see(
			'that it can be asked again, and was sent the alerts anew',
			({ text }) => !text.includes('may have changed') && text.includes('1 of them silenced'),
			60,
		);

		await amtool(`amtool silence expire ${id}`);
		await top.see('it to be told again', ({ text }) => !text.includes('silenced'));
		top.press('q');
		await top.see('the containers', ({ text }) => text.includes('Containers'));
		await top.leave();
	});

	it('are unknown, and not none, where no Alertmanager answers', async () => {
		await server.kill();
		const top = await openTop({
			args: ['--alertmanager', url],
			env: { AIXCL_PROMETHEUS_URL: prometheusUrl, DOCKER_HOST: 'unix:///nonexistent' },
		});
		top.press('A');
		const { text } = await top.see('why', screen => screen.text.includes('Silences are unknown') && screen);
		expect(text).toMatch(/Silences are unknown: Alertmanager at 127\.0\.0\.1:\d+ refused the connection\./);
		expect(text).toContain('2 firing');
		expect(text).not.toContain('silenced');
		top.press('q');
		await top.see('the containers', ({ text }) => text.includes('Containers'));
		await top.leave();
	});
});
