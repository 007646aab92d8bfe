import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { answerYes } from '../answer-yes.ts';
import { CONTAINER_IMAGE } from '../containers.ts';
import { type EngineAccess, runDocker } from '../engine.ts';
import { startDocker } from '../own-docker.ts';
import { findParts } from '../parts.ts';
import { startPodman } from '../podman-engine.ts';
import { describePodman } from '../podman-parts.ts';
import { cellsBelow, linesOfTab, pairsOfTab } from '../tab-reading.ts';
import type { TopScreen } from '../top-screen.ts';
import { selectContainer } from '../top-selection.ts';
import { closeTops, openTop } from '../top-terminal.ts';

type OwnEngine = { readonly access: EngineAccess; readonly stop: () => Promise<void> };

describePodman('aixcl top on older engines', podman => {
	const older = findParts('bookworm').parts;
	describe.each([
		{ name: 'Docker 20.10', start: (): Promise<OwnEngine> => startDocker(older ?? podman) },
		{ name: 'Podman 4.3', start: (): Promise<OwnEngine> => startPodman(podman, { isRootless: false }) },
	])('$name', ({ start }) => {
		let engine: OwnEngine;
		const docker = (...args: readonly string[]) => runDocker(engine.access, args);
		const run = (name: string, script: string) =>
			docker(
				...['run', '--detach', '--name', name, '--network', 'none', '--stop-timeout', '0'],
				...[CONTAINER_IMAGE, 'sh', '-c', script],
			);

		beforeAll(async () => {
			engine = await start();
			await run('silent', 'sleep 9999');
			await run('app', `seq 1 6000 | awk '{print "entry", $1}'; echo 'WARN slow'; sleep 9999`);
		});
		afterAll(async () => {
			await engine?.stop();
		});
		afterEach(closeTops);

		const logIn = ({ panel }: TopScreen) => panel('logs').lines.filter(line => line.trim() !== '');
		const textsIn = (screen: TopScreen) => logIn(screen).map(line => line.slice(3).trimEnd());
		const title = ({ panel }: TopScreen) => panel('logs').title;
		const cursor = (screen: TopScreen) => logIn(screen).find(line => line.startsWith('›'));
		const open = async (name: string) => {
			const top = await openTop({ env: { DOCKER_HOST: engine.access.dockerHost, AIXCL_SOURCE: 'local' } });
			await selectContainer(top, name);
			top.press('lf');
			await top.see('the log on the full screen', ({ text }) => text.includes('& filter'));
			return top;
		};

		it('follows a container that writes nothing for longer than the engine may take to answer, and then does', async () => {
			const top = await open('silent');
			await top.see('that it is followed', screen => title(screen).includes('silent · following'));
			const began = performance.now();
			await top.see('nothing else for five seconds', screen => {
				expect(title(screen)).toContain('silent · following');
				expect(screen.text).toContain('silent has written nothing yet.');
				return performance.now() - began > 5000;
			});
			await docker('exec', 'silent', 'sh', '-c', 'echo at last >/proc/1/fd/1');
			await top.see('its line', screen => textsIn(screen).join() === 'at last');
		});

		it('searches while lines are still read, in all that the engine keeps, and takes keys again', async () => {
			const top = await open('app');
			top.press('/');
			top.press('/^entry 23$/\r');
			await top.see('the match', screen => cursor(screen)?.endsWith('entry 23'), 60);
			await top.see('where it is', screen => title(screen).includes('/^entry 23$/ 1 of 1'));
			top.press('N');
			await top.see('that there is no newer one', ({ footer }) => footer.includes('No newer line matches'), 60);
			top.press('G');
			await top.see('the end', screen => title(screen).includes('following') && textsIn(screen).at(-1) === 'WARN slow');
			top.press('/');
			top.press('nowhere\r');
			await top.see('that nothing matches', ({ footer }) => footer.includes('No older line matches'), 60);
			top.press('1');
			await top.see('the beginning', screen => textsIn(screen)[0] === 'entry 1');
			// It takes back what is told first, if that is still there.
			top.press('\u001b');
			await top.see('no notice', ({ footer }) => !footer.includes('No older line'));
			if (title(top.screen()).includes('/nowhere')) top.press('\u001b');
			await top.see('no search', screen => !title(screen).includes('/nowhere'));
			top.press('&');
			top.press('/^entry \\d000$/\r');
			const thousands = Array.from({ length: 6 }, (_, index) => `entry ${index + 1}000`);
			await top.see('those lines', screen => textsIn(screen).join() === thousands.join(), 60);
		});

		it('tells in the details what the engine tells by inspect and top, and no secret', async () => {
			const secret = 'correct-Horse-7-battery';
			const id = await docker(
				...['run', '--detach', '--name', 'detailed', '--network', 'none', '--stop-timeout', '0', '--memory', '48m'],
				...['--env', `POSTGRES_PASSWORD=${secret}`, '--env', 'GREETING=hello there', '--volume', 'detailed:/data'],
				...['--restart', 'on-failure:3', '--workdir', '/tmp', CONTAINER_IMAGE, 'sleep', '9999'],
			);
			const [{ Image, Config, Mounts, HostConfig }] = JSON.parse(await docker('inspect', id));
			const env = { DOCKER_HOST: engine.access.dockerHost, AIXCL_SOURCE: 'local' };
			const top = await openTop({ env, columns: 200, rows: 60 });
			await selectContainer(top, 'detailed');
			top.press('\r');
			await top.see('the overview', screen => pairsOfTab(screen).id === id);
			const tab = (key: string, start: string) => {
				top.press(key);
				return top.see(start, screen => linesOfTab(screen).some(line => line.startsWith(start)) && screen);
			};
			const config = await tab('2', 'command');
			expect(pairsOfTab(config)).toMatchObject({
				...{ command: 'sleep 9999', 'working dir': '/tmp', 'restart policy': 'on-failure:3', memory: '48.0 MiB' },
				...{ 'image id': Image, 'log driver': HostConfig.LogConfig.Type },
			});
			const given = Object.fromEntries(Config.Env.map((each: string) => each.split(/=(.*)/s)));
			expect(Object.fromEntries(cellsBelow(config, 'Environment'))).toEqual({
				...given,
				POSTGRES_PASSWORD: '********',
			});
			const [, mount = ''] = linesOfTab(await tab('3', 'TYPE'));
			expect(mount.split(/ {2,}/)).toEqual(['volume', 'rw', '/data', Mounts[0].Name]);
			expect(pairsOfTab(await tab('4', 'mode')).mode).toBe('none');
			const processes = await tab('6', 'U');
			// In which columns is the engine's choice; asked by others than aixcl, Podman leaves it to the container's own ps.
			const idsAndCommands = (lines: readonly string[]) => {
				const [titles = [], ...rows] = lines.filter(Boolean).map(line => line.trim().split(/\s+/));
				return rows.map(cells => [cells[titles.indexOf('PID')], ...cells.slice(-2)]);
			};
			const told = idsAndCommands((await docker('top', 'detailed')).split('\n'));
			expect(told).toEqual([[expect.stringMatching(/^\d+$/), 'sleep', '9999']]);
			expect(idsAndCommands(linesOfTab(processes))).toEqual(told);
			expect(linesOfTab(processes)[0]?.split(/ {2,}/).slice(1, 3)).toEqual(['PID', 'PPID']);
			await docker('pause', 'detailed');
			await docker('unpause', 'detailed');
			top.press('7');
			const actions = (screen: TopScreen) =>
				linesOfTab(screen).flatMap(line => /^ *\d\d:\S+ {2}(\S+)/.exec(line)?.[1] ?? []);
			await top.see('what happened', screen =>
				['unpause', 'pause', 'start', 'create'].every((action, index, all) => {
					const at = actions(screen).indexOf(action);
					return at >= 0 && at > (index === 0 ? -1 : actions(screen).indexOf(all[index - 1]!));
				}),
			);
			expect(top.shell.raw()).not.toContain(secret);
			await docker('rm', '--force', '--volumes', 'detailed');
		});

		it('does what is asked for in the menu, each after a yes, and tells what became of it', async () => {
			const status = () => docker('inspect', '--format', '{{.State.Status}}', 'acted');
			await run('acted', 'exec sleep 9999');
			const top = await openTop({ env: { DOCKER_HOST: engine.access.dockerHost, AIXCL_SOURCE: 'local' } });
			await selectContainer(top, 'acted');
			const ask = async (key: string, question: string, becomes: string, shown: RegExp) => {
				top.press('.');
				await top.see('the menu', ({ text }) => text.includes('│ acted '));
				top.press(key);
				await top.see('the question', ({ text }) => text.includes(question));
				await answerYes(top, question);
				const state = ({ containers }: TopScreen) => containers().get('acted')?.STATE ?? '';
				await top.see('what became of it', screen => shown.test(state(screen)));
				expect(await status()).toBe(becomes);
			};
			await ask('p', 'Pause acted?', 'paused', /^paused$/);
			await ask('p', 'Unpause acted?', 'running', /^running$/);
			await ask('r', 'Restart acted?', 'running', /^running$/);
			await ask('S', 'Stop acted?', 'exited', /^exited 137/);
			await ask('s', 'Start acted?', 'running', /^running$/);
		});

		it('gives a shell the terminal, and takes it back whole', async () => {
			const top = await openTop({ env: { DOCKER_HOST: engine.access.dockerHost, AIXCL_SOURCE: 'local' } });
			await selectContainer(top, 'silent');
			top.press('e');
			await top.see('the shell', ({ text }) => /A shell in silent[\s\S]*# /.test(text));
			top.press('echo in-$((40+2)); stty size\r');
			await top.see('what it says, on its whole size', ({ text }) => text.includes('in-42') && text.includes('40 120'));
			top.press('exit\r');
			await top.see('the screen again', ({ text }) => text.includes('Containers') && !text.includes('in-42'));
			await top.leave();
		});

		it('calls it a restart loop when a container dies by itself again and again, not when it is restarted', async () => {
			const always = ['--restart', 'always', '--stop-timeout', '0', '--network', 'none'];
			const start = (name: string, script: string) =>
				docker('run', '--detach', '--name', name, ...always, CONTAINER_IMAGE, 'sh', '-c', script);
			const top = await openTop({ env: { DOCKER_HOST: engine.access.dockerHost, AIXCL_SOURCE: 'local' } });
			const row = (screen: TopScreen, name: string) => screen.containers().get(name);
			await start('steady', 'exec sleep 9999');
			await top.see('it', screen => row(screen, 'steady')?.STATE === 'running');
			for (let times = 0; times < 4; times++) await docker('restart', 'steady');
			await start('crashing', 'sleep 0.3; exit 3');
			await top.see('the loop', screen => row(screen, 'crashing')?.STATE === 'restart loop', 60);
			await top.see('why', ({ text }) => /restart loop, died \d+ times in \d+s: /.test(text));
			expect(row(top.screen(), 'steady')?.STATE).toBe('running');
			await docker('rm', '--force', 'steady', 'crashing');
		});
	});
});
