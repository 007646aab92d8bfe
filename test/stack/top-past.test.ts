import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { madeIds } from './made-machine.ts';
import { type PastServer, startPastServer } from './past-server.ts';
import { promtool } from './promtool.ts';
import { describeRig } from './require-rig.ts';
import { closeTops, openTop, type Top } from './top-terminal.ts';

const minute = 60_000;

const typed = (at: number): string => new Date(at).toISOString();

describeRig('aixcl top in the past of a real Prometheus', rig => {
	let server: PastServer;

	beforeAll(async () => {
		server = await startPastServer();
	});

	afterEach(closeTops);

	afterAll(async () => {
		await server?.[Symbol.asyncDispose]();
	});

	const open = () =>
		openTop({
			env: { AIXCL_PROMETHEUS_URL: server.url, AIXCL_INSTANCE: 'box', DOCKER_HOST: rig.dockerHost, TZ: 'UTC' },
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
