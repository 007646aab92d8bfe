import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import type { MetricId } from '../../src/metrics/catalogue/catalogue.ts';
import { formatBytes, formatCelsius, formatHertz, formatRatio, formatWatts } from '../../src/metrics/format.ts';
import { jobFor, type ScrapeJob } from './prometheus-config.ts';
import { numbersIn } from './real-captures.ts';
import { describeRig } from './require-rig.ts';
import { serveCaptures } from './serve-captures.ts';
import { PANELS, type PanelName, type TopScreen } from './top-screen.ts';
import { closeTops, envOf, openTop } from './top-terminal.ts';
import { waitUntil } from './wait-until.ts';

const folder = fileURLToPath(new URL('captures', import.meta.url));
const capture = 'nvidia_gpu_exporter';

/** Rows between header and footer that panels do not fill from side to side, and panels with nothing in them. */
const holesIn = ({ text, panel }: TopScreen): readonly string[] => {
	const rows = text.split('\n').slice(1, -1);
	const isFilled = (row: string) => [...row].length === 120 && /^(?:(?:╭[^╭╮]*╮)+|(?:╰[^╰╯]*╯)+|│.*│)$/.test(row);
	const isEmpty = (name: PanelName) =>
		panel(name).title !== '' && panel(name).lines.every(line => /^[\s–]*$/.test(line));
	return [...rows.filter(row => !isFilled(row)), ...(Object.keys(PANELS) as PanelName[]).filter(isEmpty)];
};

/** The job by which a Prometheus scrapes the machine, for another one. */
const machineOf = (url: string): Promise<ScrapeJob> =>
	waitUntil(
		async () => {
			const answer = await fetch(`${url}/api/v1/targets?state=active`);
			const { data } = (await answer.json()) as {
				readonly data: {
					readonly activeTargets: readonly { readonly scrapePool: string; readonly scrapeUrl: string }[];
				};
			};
			const target = data.activeTargets.find(({ scrapePool }) => scrapePool === 'node');
			return target && jobFor('node', new URL(target.scrapeUrl).host);
		},
		// One that was just started has none yet.
		{ what: 'the job of the machine' },
	);

describeRig('the screen of a machine', rig => {
	afterEach(closeTops);

	it('with two GPUs has both, with what their exporter tells of each, and no hole', async () => {
		const beside = [await machineOf(rig.prometheusUrl)];
		await using server = await serveCaptures(folder, { names: [capture], beside });
		const told = numbersIn(server.texts.get(capture)!);
		const [first = '', second = ''] = [...new Set(told.map(({ key }) => key.split(' ')[0]))];
		const numberOf = (uuid: string, id: MetricId) => told.find(each => each.key === uuid && each.id === id)?.value;
		const memoryOf = (uuid: string) =>
			['gpu.memory.used_bytes', 'gpu.memory.total_bytes']
				.map(id => formatBytes(numberOf(uuid, id as MetricId)))
				.join(' of ');
		const powerOf = (uuid: string) =>
			`${formatWatts(numberOf(uuid, 'gpu.power_watts')).replace(' W', '')} of ${formatWatts(numberOf(uuid, 'gpu.power.limit_watts'))}`;
		const ofEach = [
			['0 L4', first],
			['1 RTX 4070 Ti', second],
		].map(([name = '', uuid = '']) => [
			name,
			formatRatio(numberOf(uuid, 'gpu.utilization_ratio')),
			memoryOf(uuid),
			`temp ${formatCelsius(numberOf(uuid, 'gpu.temperature_celsius'))}`,
			`power ${powerOf(uuid)}`,
		]);
		const detailsOf = (uuid: string) => [
			`clock ${formatHertz(numberOf(uuid, 'gpu.clock_hertz'))}`,
			`mem clock ${formatHertz(numberOf(uuid, 'gpu.memory.clock_hertz'))}`,
			`state P${numberOf(uuid, 'gpu.performance_state')}`,
			`enc ${formatRatio(numberOf(uuid, 'gpu.encoder.ratio'))}`,
			`dec ${formatRatio(numberOf(uuid, 'gpu.decoder.ratio'))}`,
		];
		// The first has no fan of its own.
		const details = [
			...detailsOf(first),
			...detailsOf(second),
			`fan ${formatRatio(numberOf(second, 'gpu.fan.ratio'))}`,
			...['driver 580.95.05', 'CUDA 13.0', 'by nvidia_gpu_exporter'],
		];
		const top = await openTop({ env: { ...envOf(rig), AIXCL_PROMETHEUS_URL: server.url } });
		await top.see('the machine and both devices', screen => {
			const { title, lines } = screen.panel('gpu');
			const places = ofEach.map(([name = '']) => lines.findIndex(line => line.startsWith(name)));
			return (
				/^8 GPUs 2 92\.0% /.test(title) &&
				/CPU \d/.test(screen.panel('cpu').title) &&
				ofEach.every((facts, index) => {
					const own = lines.slice(places[index], places[index + 1]).join('\n');
					return facts.every(fact => own.includes(fact));
				})
			);
		});
		await top.see('no hole', screen => holesIn(screen).length === 0, 5);
		top.press('8f');
		await top.see('all of them and the processes', ({ text }) =>
			[...ofEach.flat(), ...details, '4242', '977', 'ffmpeg'].every(fact => text.includes(fact)),
		);
		expect(top.screen().text).not.toMatch(/fan –|fan 0/);
		expect(holesIn(top.screen())).toEqual([]);
		// Of a full screen `q` is the way back.
		top.press('f');
		await top.leave();
	});

	it('with none has neither a panel for one nor a hole where it would be', async () => {
		const top = await openTop({ env: envOf(rig) });
		const screen = await top.see(
			'the machine',
			each => /CPU \d/.test(each.panel('cpu').title) && each.containers().size > 1 && each,
		);
		expect(screen.text).not.toContain('GPU');
		await top.see('no hole', each => holesIn(each).length === 0, 5);
		top.press('8');
		await top.see('that there is none', ({ footer }) => footer.includes('No GPU is measured on this machine.'));
		expect(top.screen().panel('gpu').title).toBe('');
		await top.leave();
	});

	it('whose nvidia-smi hangs is not said to have none', async () => {
		const programs = await mkdtemp(join(tmpdir(), 'aixcl-smi-'));
		try {
			await writeFile(join(programs, 'nvidia-smi'), '#!/bin/sh\nexec sleep 600\n', { mode: 0o755 });
			const env = { ...envOf(rig), PATH: `${programs}:${process.env.PATH}` };
			const top = await openTop({ args: ['--source', 'local'], env });
			await top.see('the machine', each => /CPU \d/.test(each.panel('cpu').title));
			await top.see('why there is none', ({ footer }) => {
				if (footer.includes('nvidia-smi does not answer in time; it is asked again within a minute.')) return true;
				top.press('8');
				return false;
			});
			await top.leave();
		} finally {
			await rm(programs, { recursive: true });
		}
	});
});
