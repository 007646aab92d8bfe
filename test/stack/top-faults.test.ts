import { afterEach, expect, it } from 'vitest';
import { describeRig } from './require-rig.ts';
import { numberIn } from './shown-number.ts';
import type { TopScreen } from './top-screen.ts';
import { selectContainer } from './top-selection.ts';
import { closeTops, envOf, openTop, type Top } from './top-terminal.ts';

describeRig('the faults that aixcl top survives', rig => {
	afterEach(async () => {
		await closeTops();
		for (const part of [rig.prometheus, rig.engine, rig.nodeExporter]) {
			await part.resume();
			await part.start();
		}
		await rig.docker('exec', 'fine', 'rm', '-f', '/dev/shm/filling');
	});

	const isWell = ({ header, panel }: TopScreen) =>
		/prometheus ● [0-3]s {3}docker [\d.]+ ●/.test(header) &&
		/CPU [\d.]+% of \d+ cores?$/.test(panel('cpu').title) &&
		!/old|lost/.test(panel('containers').title);

	const open = async (): Promise<Top> => {
		const top = await openTop({ env: envOf(rig) });
		await selectContainer(top, 'chatty');
		await top.see('everything to be well', isWell);
		return top;
	};

	const newestLine = ({ panel }: TopScreen): number => {
		const lines = panel('logs').lines.filter(line => line.startsWith('line '));
		return Number(/\d+/.exec(lines.at(-1) ?? '')?.[0]);
	};

	const logFollows = async (top: Top) => {
		const newest = await top.see('a line of the log', newestLine);
		await top.see('another line of the log', screen => newestLine(screen) !== newest && newestLine(screen));
	};

	/** Numbers that stay say how old they are, in each panel that has some. */
	const numbersAge = async (top: Top) => {
		for (const name of ['cpu', 'memory', 'io', 'postgres'] as const) {
			await top.see(`${name} to tell its age`, screen => /\b\d+s old/.test(screen.panel(name).title));
		}
		const before = numberIn(top.screen().panel('cpu').title.split(' · ')[1] ?? '');
		const grown = await top.see('the age to grow', ({ panel }) => {
			const age = numberIn(panel('cpu').title.split(' · ')[1] ?? '');
			return age >= before + 2 && age;
		});
		expect(grown).toBeLessThan(60);
		expect(top.screen().panel('cpu').title).toMatch(/^1 CPU [\d.]+% of/);
	};

	/** What cAdvisor knew goes on by what the engine measures: `fine` is given 24 MiB, and its row grows. */
	const containersGoOn = async (top: Top) => {
		const memory = (screen: TopScreen) => numberIn(screen.containers().get('fine')?.MEMORY ?? '');
		expect(memory(top.screen())).toBeLessThan(2 ** 24);
		await rig.docker('exec', 'fine', 'dd', 'if=/dev/zero', 'of=/dev/shm/filling', 'bs=1M', 'count=24');
		await top.see('the engine’s own number', screen => memory(screen) >= 24 * 2 ** 20);
	};

	it.each([
		['died', 'kill', 'start', /refused the connection/],
		['hung', 'pause', 'resume', /did not answer within 3 s/],
	] as const)('a Prometheus that has %s, and comes back', async (_what, harm, mend, says) => {
		const top = await open();
		await rig.prometheus[harm]();
		await top.see(
			'the reason, and when it tries again',
			({ header }) => says.test(header) && /retry in \d+ ?s|retry \d+ ?s/.test(header),
		);
		await top.answersKeys();
		await numbersAge(top);
		await containersGoOn(top);
		await logFollows(top);
		await top.answersKeys();
		await rig.prometheus[mend]();
		await top.see('everything to be well again', isWell, 10);
		await top.leave();
	});

	it.each([
		['died', 'kill', 'start'],
		['hung', 'pause', 'resume'],
	] as const)('an engine that has %s, and comes back', async (_what, harm, mend) => {
		const top = await open();
		await rig.engine[harm]();
		await top.see('the containers to be called old', ({ panel }) => panel('containers').title.includes('engine lost'));
		expect(top.screen().header).toMatch(/prometheus ● \d+s {3}docker [\d.]+ ▲/);
		expect(top.screen().containers().size).toBe(Object.keys(rig.containers).length);
		await top.answersKeys();
		top.press('j');
		await top.see('the selection to move', screen => screen.containers().get('fine')?.isSelected, 1);
		top.press('k');
		await rig.engine[mend]();
		await top.see('everything to be well again', isWell, 10);
		await logFollows(top);
		await top.answersKeys();
		await top.leave();
	});

	it('a Prometheus and an engine that hang at once', async () => {
		const top = await open();
		await rig.prometheus.pause();
		await rig.engine.pause();
		await top.see(
			'both to be told',
			({ header }) => /did not answer/.test(header) && /▲/.test(header.split('retry')[1] ?? ''),
		);
		await top.answersKeys();
		await rig.engine.resume();
		await rig.prometheus.resume();
		await top.see('everything to be well again', isWell, 15);
	});

	it('a restart of the engine in good order', async () => {
		const top = await open();
		await rig.engine.restart();
		await top.see('everything to be well again', isWell, 10);
		await top.see('the containers to run again', screen => screen.containers().get('chatty')?.STATE === 'running');
		await logFollows(top);
	});

	it('an exporter that has died: its numbers are unknown, and the others stay', async () => {
		const top = await open();
		await rig.nodeExporter.kill();
		await top.see('the target to be called down', ({ header }) => header.includes('node down ▲'));
		await top.see('no number of the host', ({ panel }) => panel('cpu').title === '1 CPU –');
		const { panel, fact } = top.screen();
		expect(panel('memory').title).toMatch(/^2 Memory –/);
		expect(panel('io').lines.join(' ')).not.toMatch(/\d%|B\/s/);
		expect(fact('postgres', 'connections')).toBeGreaterThan(0);
		await rig.nodeExporter.start();
		await top.see('everything to be well again', screen => isWell(screen) && !screen.header.includes('down'), 15);
	});
});
