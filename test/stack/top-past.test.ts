import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type MetricId, metricOf } from '../../src/metrics/catalogue/catalogue.ts';
import { formatValue } from '../../src/metrics/format.ts';
import type { Unit } from '../../src/metrics/metric.ts';
import { windows } from '../../src/metrics/window.ts';
import { type Grid, gridOf } from '../../src/sources/grid.ts';
import { statisticsOf } from '../../src/ui/charts/statistics.ts';
import { madeIds } from './made-machine.ts';
import { type PastServer, startPastServer } from './past-server.ts';
import { promtool } from './promtool.ts';
import { readCsv } from './read-csv.ts';
import { describeRig } from './require-rig.ts';
import { selectContainer } from './top-selection.ts';
import { closeTops, openTop, type Top } from './top-terminal.ts';
import { waitUntil } from './wait-until.ts';

const minute = 60_000;

const typed = (at: number): string => new Date(at).toISOString();

describeRig('aixcl top in the past of a real Prometheus', rig => {
	let server: PastServer;

	beforeAll(async () => {
		server = await startPastServer({ hasSpike: true });
	});

	afterEach(closeTops);

	afterAll(async () => {
		await server?.[Symbol.asyncDispose]();
	});

	const open = (more: Readonly<Record<string, string>> = {}) =>
		openTop({
			env: { AIXCL_PROMETHEUS_URL: server.url, AIXCL_INSTANCE: 'box', DOCKER_HOST: rig.dockerHost, TZ: 'UTC', ...more },
		});

	const goTo = async (top: Top, at: number) => {
		top.press('T');
		await top.see('the prompt', ({ footer }) => footer.includes('Time'));
		top.press(`${typed(at)}\r`);
		await top.see('the past', ({ header }) => header.includes(' PAST '));
	};

	const busyAt = async (at: number): Promise<number> => {
		const query = ['query', 'instant', '--format=json', `--time=${at / 1000}`, server.url];
		const [found] = JSON.parse(await promtool(...query, 'instance:node_cpu_busy:ratio_rate1m')) as readonly {
			readonly value: readonly [number, string];
		}[];
		return Number(found?.value[1]);
	};

	it('shows the machine, its containers and its alert as they were, and then as they were a step before', async () => {
		const { story } = server;
		const top = await open();
		const at = story.alert.firing + 5 * minute;
		await goTo(top, at);
		const calm = story.busyFrom - 30 * minute;
		for (const when of [at, calm]) {
			await goTo(top, when);
			const expected = `CPU ${(100 * (await busyAt(when))).toFixed(1)}%`;
			await top.see(`${expected} at ${typed(when)}`, screen => screen.panel('cpu').title.includes(expected));
		}
		await goTo(top, at);
		await top.see('the alert that fired then', ({ header }) => header.includes('1 alert'));
		const names = () => [...top.screen().containers().keys()];
		await top.see('those that ran then', () => names().includes('ollama') && !names().includes('worker'));
		expect(madeIds.worker).toHaveLength(64);
		await goTo(top, story.ended - 10 * minute);
		await top.see('one that ended later', () => names().includes('worker'));
		const states = ['ollama', 'worker', 'postgres'].map(name => top.screen().containers().get(name)?.STATE);
		expect(states).toEqual(['healthy', 'not healthy', 'running']);
		top.press('\u001b[D');
		await top.see('a step before', ({ header }) => /PAST .*:[03]0 /.test(header));
		top.press('r');
		await top.see('that nothing is done in the past', ({ footer }) => footer.includes('This is the past'));
		top.press('0');
		await top.see('now', ({ header }) => header.includes('LIVE'));
		await top.leave();
	});

	it('says of a time that is none, to come, or before the numbers, why it is not shown', async () => {
		const top = await open();
		for (const [text, sentence] of [
			['soup', 'That is no time.'],
			['2100-01-01', 'That time has not come yet.'],
			['2001-01-01', 'The numbers begin'],
		] as const) {
			top.press('T');
			await top.see('the prompt', ({ footer }) => footer.includes('Time'));
			top.press(`${text}\r`);
			await top.see(sentence, ({ footer }) => footer.includes(sentence));
			top.press('\u001b');
			await top.see('the prompt to close', ({ footer }) => footer.includes('help'));
		}
		await top.leave();
	});

	/** What promtool says of a series over a window of the chart: the values of each step. */
	const over = async (promql: string, { start, end, step }: Grid): Promise<readonly number[]> => {
		const times = [`--start=${start / 1000}`, `--end=${end / 1000}`, `--step=${step / 1000}s`];
		const matrix = JSON.parse(
			await promtool('query', 'range', '--format=json', ...times, server.url, promql),
		) as readonly { readonly values: readonly (readonly [number, string])[] }[];
		return matrix.flatMap(({ values }) => values.map(([, value]) => Number(value)));
	};

	it.each(windows.slice(1).map((window, index) => ({ ...window, index })))(
		'has in the chart of $name a spike of two minutes as its peak, and least and 95 % of the means, as promtool tells them',
		async ({ span, step, index }) => {
			const top = await open();
			const rowOf = async (promql: string, name: string, unit: Unit) => {
				const grid = gridOf({ end: Date.now(), span, step });
				const look = `${step / 1000}s`;
				const [means, peaks] = await Promise.all(
					['avg', 'max'].map(of => over(`${of}_over_time(${promql}[${look}])`, grid)),
				);
				const { min, max, p95 } = statisticsOf(means!);
				const peak = Math.max(...peaks!);
				return {
					peak,
					max: max!,
					row: new RegExp(`${name} +– +${[min!, peak, p95!].map(value => formatValue(value, unit)).join(' +')}`),
				};
			};
			const cpu = 'instance:node_cpu_busy:ratio_rate1m';
			const user = 'instance_mode:node_cpu:ratio_rate1m{mode="user"}';
			top.press(`1f${']'.repeat(index + 1)}`);
			await top.see('the means', screen => screen.panel('cpu').title.includes('means of'));
			for (const [promql, name] of [
				[cpu, 'T total'],
				[user, 'u user'],
			] as const) {
				const { peak, max, row } = await rowOf(promql, name, 'ratio');
				expect(peak).toBeGreaterThan(max);
				await top.see(String(row), ({ text }) => row.test(text));
			}
			const { peak } = await rowOf(cpu, 'T total', 'ratio');
			expect(peak).toBe(1);
			const load = await rowOf('node_load1', 'Load', 'count');
			expect(load.peak).toBe(2);
			expect(top.screen().text).toMatch(/Load +now +– +min +0\.40 +peak +2(\.00)? +p95/);
			// Of a full screen `q` is the way back.
			top.press('f');
			await top.leave();
		},
	);

	/** What promtool says of a series, step by step. */
	const seriesOver = async (selector: string, start: string, end: string): Promise<ReadonlyMap<number, number>> => {
		const times = [`--start=${start}`, `--end=${end}`, '--step=30s'];
		const [found] = JSON.parse(
			await promtool('query', 'range', '--format=json', ...times, server.url, selector),
		) as readonly { readonly values: readonly (readonly [number, string])[] }[];
		return new Map((found?.values ?? []).map(([at, value]) => [at * 1000, Number(value)]));
	};

	it('charts a container that is gone by now, saves what it shows, and opens Grafana over the same time', async () => {
		const folder = await mkdtemp(join(rig.folder, 'past-'));
		const opened = join(folder, 'opened');
		await mkdir(join(folder, 'bin'));
		// What a desktop has to open addresses with.
		await writeFile(join(folder, 'bin/xdg-open'), `#!/bin/sh\necho "$@" >>${opened}\n`, { mode: 0o755 });
		const PATH = `${join(folder, 'bin')}:${process.env.PATH}`;
		const top = await open({ XDG_STATE_HOME: folder, DISPLAY: ':0', PATH });
		const at = server.story.ended - 10 * minute;
		await goTo(top, at);
		await selectContainer(top, 'worker');
		top.press('\r8');
		const rate = (value: number) => formatValue(value, 'bytes_per_second');
		const heads = /Disk read +at +min +max +p95 +Disk written +at +min +max +p95/;
		const { text } = await top.see('both charts of its disks', screen => {
			const lines = screen.text.split('\n');
			const values = lines[lines.findIndex(line => heads.test(line)) + 1] ?? '';
			return new RegExp(`${rate(3000)} .*${rate(7000)} `).test(values) && screen;
		});

		top.press('\u0013');
		await top.see('where it was saved', ({ footer }) => /Saved .*\.txt \.svg \.csv/.test(footer));
		const saved = join(folder, 'aixcl/saved');
		const files = await readdir(saved);
		const fileOf = async (ending: string) =>
			readFile(join(saved, files.find(name => name.endsWith(ending)) ?? 'none'), 'utf8');
		const body = (screen: string) =>
			screen
				.trimEnd()
				.split('\n')
				.slice(1, -1)
				.map(line => line.trimEnd());
		expect(body(await fileOf('.txt'))).toEqual(body(text));
		const drawn = (await fileOf('.svg')).replace(/<[^>]+>/g, '').replace(/\s/g, '');
		for (const line of body(text)) expect(drawn).toContain(line.replace(/\s/g, ''));

		const { times, columns } = readCsv(await fileOf('.csv'));
		const [start = '', end = ''] = [times.at(0), times.at(-1)];
		expect(times).toHaveLength(121);
		expect(columns.map(({ heading }) => heading.replace(/\{.*/, ''))).toEqual([
			'container.cpu_cores',
			'container.memory_bytes',
			'container.network.receive_bytes_per_second',
			'container.disk.read_bytes_per_second',
			'container.disk.written_bytes_per_second',
		]);
		for (const { heading, values } of columns) {
			const { series }: { series: string } = metricOf(heading.replace(/\{.*/, '') as MetricId);
			const told = await seriesOver(series + heading.replace(/^[^{]*/, ''), start, end);
			expect(told.size, heading).toBeGreaterThan(40);
			expect(told.size, 'what ended has no numbers any more').toBeLessThan(121);
			expect(values, heading).toEqual(times.map(time => told.get(Date.parse(time))));
		}

		top.press('o');
		const [address = ''] = await waitUntil(
			async () => (await readFile(opened, 'utf8').catch(() => '')).match(/^http.*(?=\n)/) ?? undefined,
			{ what: 'the address' },
		);
		const { pathname, searchParams } = new URL(address);
		expect(pathname).toBe('/d/docker-containers');
		expect(Object.fromEntries(searchParams)).toEqual({
			from: String(Date.parse(start)),
			to: String(Date.parse(end)),
			'var-container': 'worker',
		});
		expect(Date.parse(start) < at && at < Date.parse(end)).toBe(true);
		top.press('f');
		await top.leave();
	});

	it('answers keys while the Prometheus behind it hangs, and shows no number of another instant', async () => {
		const top = await open();
		await goTo(top, server.story.alert.firing);
		await top.see('numbers', screen => /CPU \d/.test(screen.panel('cpu').title));
		await server.child.pause();
		try {
			top.press('\u001b[D');
			await top.see('no number', screen => screen.panel('cpu').title.includes('CPU –'));
			await top.answersKeys();
		} finally {
			server.child.resume();
		}
		await top.see('numbers again', screen => /CPU \d/.test(screen.panel('cpu').title));
		await top.leave();
	});
});
