import { readFile } from 'node:fs/promises';
import { afterEach, expect, it } from 'vitest';
import { answerYes } from './answer-yes.ts';
import { CONTAINER_IMAGE } from './containers.ts';
import { differences } from './differences.ts';
import { freePort } from './free-port.ts';
import { describeRig } from './require-rig.ts';
import { numberIn } from './shown-number.ts';
import { selectContainer } from './top-selection.ts';
import { closeTops, envOf, openTop, type Top } from './top-terminal.ts';
import { waitUntil } from './wait-until.ts';

describeRig('the actions of aixcl top', rig => {
	afterEach(async () => {
		await closeTops();
		const paused = await rig.docker('ps', '--quiet', '--filter', 'status=paused');
		if (paused) await rig.docker('unpause', ...paused.split('\n'));
		await rig.docker('start', 'chatty', 'tty');
		await rig.docker('rm', '--force', 'stubborn', 'served', 'asking', 'postgres').catch(() => undefined);
	});

	const inspect = (name: string, format: string) => rig.docker('inspect', '--format', format, name);
	const startedAt = (name: string) => inspect(name, '{{.State.StartedAt}}');
	const stateOf = (name: string) => inspect(name, '{{.State.Status}}');

	/** Answers yes to a question about the container of this ID. */
	const confirm = async (top: Top, question: string, id = '') => {
		const { text } = await top.see(question, screen => screen.text.includes(question) && screen);
		expect(text).toContain(`container ${id.slice(0, 12)}`);
		await answerYes(top, question);
	};

	it('restart the selected container after a yes, and tell the outcome', async () => {
		const top = await openTop({ env: envOf(rig) });
		await selectContainer(top, 'chatty');
		const before = await startedAt('chatty');
		top.press('r');
		await confirm(top, 'Restart chatty?', rig.containers.chatty);
		await top.see('the notice', ({ footer }) => /chatty restarted in [\d.]+ s\./.test(footer));
		expect((await startedAt('chatty')) > before).toBe(true);
		await top.see('the row to say so', screen => {
			const row = screen.containers().get('chatty');
			return row?.STATE === 'running' && /^\d{1,2}s$/.test(row.UP ?? '');
		});
		await top.leave();
	});

	it('say what they are doing while a container takes its time, and go on answering', async () => {
		const ignoresTerm = ['--network', 'none', '--stop-timeout', '2', CONTAINER_IMAGE, 'sleep', '999999'];
		const id = await rig.docker('run', '--detach', '--name', 'stubborn', ...ignoresTerm);
		const top = await openTop({ env: envOf(rig) });
		await selectContainer(top, 'stubborn');
		top.press('S');
		await confirm(top, 'Stop stubborn?', id);
		await top.see(
			'the row to say so',
			screen => screen.containers().get('stubborn')?.STATE?.startsWith('stopping …') ?? false,
			2,
		);
		expect(top.screen().footer).toContain('stopping stubborn');
		await top.answersKeys();
		await top.see('the notice', ({ footer }) => /stubborn stopped in [2-9][\d.]* s\./.test(footer));
	});

	it('tell whoever leaves meanwhile what was not seen to its end', async () => {
		const ignoresTerm = ['--network', 'none', '--stop-timeout', '5', CONTAINER_IMAGE, 'sleep', '999999'];
		const id = await rig.docker('run', '--detach', '--name', 'stubborn', ...ignoresTerm);
		const top = await openTop({ env: envOf(rig) });
		await selectContainer(top, 'stubborn');
		top.press('S');
		await confirm(top, 'Stop stubborn?', id);
		await top.see('the action', ({ footer }) => footer.includes('stopping stubborn'));
		await top.leave();
		expect(top.shell.text()).toContain('aixcl: Left while stopping stubborn: what became of that was not seen.');
	});

	it('name who holds connections to what is to be stopped', async () => {
		const run = (name: string, script: string) =>
			rig.docker('run', '--detach', '--name', name, '--stop-timeout', '0', CONTAINER_IMAGE, 'sh', '-c', script);
		await run('served', 'exec nc -ll -p 9000 -e cat');
		const format = '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
		const address = await inspect('served', format);
		const connect = `sleep 9999 | nc ${address} 9000`;
		await run('asking', `until echo | nc -w 1 ${address} 9000; do sleep 0.1; done; ${connect} & ${connect}`);
		const [pid, hex] = [await inspect('served', '{{.State.Pid}}'), '2328'];
		await waitUntil(
			async () => {
				const tables = await Promise.all(['tcp', 'tcp6'].map(name => readFile(`/proc/${pid}/net/${name}`, 'utf8')));
				return (
					tables
						.join('')
						.split('\n')
						.filter(line => new RegExp(`^ *\\d+: \\w+:${hex} \\w+:\\w+ 01`).test(line)).length === 2
				);
			},
			{ what: 'both connections' },
		);
		const top = await openTop({ env: envOf(rig) });
		await selectContainer(top, 'served');
		top.press('S');
		await top.see('who is connected', ({ text }) => text.includes('asking holds 2 connections to it.'));
		await confirm(top, 'Stop served?', await inspect('served', '{{.Id}}'));
		await top.see('the notice', ({ footer }) => /served stopped in/.test(footer));
	});

	it('tell before PostgreSQL is stopped how many connections are open to it, and how old its oldest transaction is', async () => {
		// The rig's server runs beside its engine; this stands where it would be. The numbers are those of the server.
		const id = await rig.docker(
			...['run', '--detach', '--name', 'postgres', '--network', 'none', '--stop-timeout', '0'],
			...[CONTAINER_IMAGE, 'sleep', '9999'],
		);
		const top = await openTop({ env: envOf(rig) });
		await top.see('its numbers', screen => screen.fact('postgres', 'connections') > 0, 20);
		await selectContainer(top, 'postgres');
		top.press('S');
		const told = /It has (\d+) open connections; the oldest transaction is (\d+\w(?: \d+\w)?)/;
		const [, connections, age = ''] = await top.see('what is open', ({ text }) => told.exec(text) ?? undefined);
		const answer =
			await rig.psql(`select count(*), max(extract(epoch from now() - xact_start)) filter (where state <> 'idle')
			from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`);
		const [open = Number.NaN, oldest = Number.NaN] = answer.split('|').map(Number);
		expect(oldest).toBeGreaterThan(5);
		expect(
			differences([
				// The exporter opens one to count them.
				{ what: 'connections', shown: Number(connections), real: open, slack: 1 },
				{ what: 'the oldest transaction', shown: numberIn(age), real: oldest, slack: 5 },
			]),
		).toEqual([]);
		await confirm(top, 'Stop postgres?', id);
		await top.see('the notice', ({ footer }) => /postgres stopped in/.test(footer));
	});

	it('do nothing after a no, nor after what was typed before the question was seen', async () => {
		const top = await openTop({ env: envOf(rig) });
		await selectContainer(top, 'tty');
		const before = await startedAt('tty');
		top.press('ry\r');
		await top.see('the question', ({ text }) => text.includes('Restart tty?'));
		top.press('n');
		await top.see('no question', ({ text }) => !text.includes('Restart tty?'));
		// An answer to a later key tells that nothing is on its way.
		top.press('o');
		await top.see('the answer to another key', ({ text }) => text.includes('Grafana listens'));
		expect(await startedAt('tty')).toBe(before);
	});

	it('stop a container and start it again, and its row says which it is', async () => {
		const top = await openTop({ env: envOf(rig) });
		await selectContainer(top, 'tty');
		top.press('a');
		top.press('S');
		await confirm(top, 'Stop tty?', rig.containers.tty);
		await top.see('the notice', ({ footer }) => /tty stopped in [\d.]+ s\./.test(footer));
		expect(await stateOf('tty')).toBe('exited');
		await top.see('the row to say so', screen => {
			const tty = screen.containers().get('tty');
			return tty?.isSelected && tty.STATE?.startsWith('exited 0, ') && tty.CPU?.startsWith('ended by itself, after ');
		});
		top.press('S');
		await confirm(top, 'Start tty?', rig.containers.tty);
		await top.see('the notice', ({ footer }) => /tty started in [\d.]+ s\./.test(footer));
		expect(await stateOf('tty')).toBe('running');
		await top.see('the row to say so', screen => screen.containers().get('tty')?.STATE === 'running');
	});

	it('leave no number of a container that was stopped, whoever measured it', async () => {
		const top = await openTop({ env: envOf(rig) });
		await selectContainer(top, 'chatty');
		await top.see('its numbers', screen => screen.containers().get('chatty')?.CPU !== '–');
		top.press('a');
		await rig.docker('stop', 'chatty');
		await top.see(
			'no number',
			screen => {
				const row = screen.containers().get('chatty');
				return (
					row?.STATE?.startsWith('exited') &&
					/^[a-z].*, after /.test(row.CPU ?? '') &&
					row.MEMORY === '' &&
					row['NET IN'] === ''
				);
			},
			10,
		);
	});

	it('tell what others do to a container, without a key', async () => {
		const top = await openTop({ env: envOf(rig) });
		await selectContainer(top, 'chatty');
		await rig.docker('pause', 'chatty');
		await top.see('the pause', screen => screen.containers().get('chatty')?.STATE === 'paused', 5);
		await rig.docker('unpause', 'chatty');
		await top.see('the end of the pause', screen => screen.containers().get('chatty')?.STATE === 'running', 5);
	});

	it('follow a container that cannot stay up, and tell why with the last lines it wrote', async () => {
		const fails = 'echo "cannot read its settings"; exit 2';
		const id = await rig.docker(
			'create',
			'--name',
			'stubborn',
			'--network',
			'none',
			CONTAINER_IMAGE,
			'sh',
			'-c',
			fails,
		);
		const top = await openTop({ env: envOf(rig) });
		top.press('a');
		await selectContainer(top, 'stubborn');
		top.press('S');
		await confirm(top, 'Start stubborn?', id);
		await top.see('what became of it', ({ text }) => text.includes('stubborn not well after being started'), 15);
		const { text } = top.screen();
		expect(text).toContain('it has ended: failed: wrong usage');
		expect(text).toContain('cannot read its settings');
	});

	it('tell of one that cannot be started why, and in what state it is left', async () => {
		const port = await freePort();
		const publish = ['--publish', `127.0.0.1:${port}:80`, '--stop-timeout', '0', CONTAINER_IMAGE, 'sleep', '9999'];
		await rig.docker('run', '--detach', '--name', 'served', ...publish);
		const id = await rig.docker('create', '--name', 'stubborn', ...publish);
		const top = await openTop({ env: envOf(rig) });
		top.press('a');
		await selectContainer(top, 'stubborn');
		top.press('S');
		await confirm(top, 'Start stubborn?', id);
		const { text } = await top.see('what became of it', screen => screen.text.includes('Now: ') && screen);
		expect(text).toMatch(/Now: (?:created|exited \d+)\./);
		expect(text).toContain('stubborn not started');
		expect(text).toContain(`stubborn needs port ${port}, which is in use already`);
		expect(text).not.toContain('not well');
	});

	it('say of one that was removed while the question was open that it is gone', async () => {
		const ended = ['--network', 'none', CONTAINER_IMAGE, 'true'];
		const id = await rig.docker('run', '--detach', '--name', 'stubborn', ...ended);
		const top = await openTop({ env: envOf(rig) });
		top.press('a');
		await selectContainer(top, 'stubborn');
		top.press('S');
		await top.see('the question', ({ text }) => text.includes('Start stubborn?'));
		await rig.docker('rm', 'stubborn');
		await confirm(top, 'Start stubborn?', id);
		const { text } = await top.see('what became of it', screen => screen.text.includes('Now: ') && screen);
		expect(text).toContain('stubborn not started');
		expect(text).toContain('no such container');
		expect(text).toContain('Now: removed.');
	});

	it('pause, unpause, kill and remove from the menu', async () => {
		const id = await rig.docker(
			...['run', '--detach', '--name', 'stubborn', '--network', 'none', CONTAINER_IMAGE, 'sleep', '9999'],
		);
		const top = await openTop({ env: envOf(rig) });
		top.press('a');
		await selectContainer(top, 'stubborn');
		const pick = async (key: string, label: string) => {
			top.press('.');
			await top.see(`the menu with ${label}`, ({ text }) => text.includes(label));
			top.press(key);
		};
		await pick('p', 'pause');
		await top.see('what a pause is', ({ text }) => text.includes('keep their memory'));
		await confirm(top, 'Pause stubborn?', id);
		await top.see('the notice', ({ footer }) => /stubborn paused in [\d.]+ s\./.test(footer));
		expect(await stateOf('stubborn')).toBe('paused');
		await top.see('the row to say so', screen => screen.containers().get('stubborn')?.STATE === 'paused');
		await pick('p', 'unpause');
		await confirm(top, 'Unpause stubborn?', id);
		await top.see('the notice', ({ footer }) => /stubborn unpaused in [\d.]+ s\./.test(footer));
		expect(await stateOf('stubborn')).toBe('running');
		await top.see('the row to say so', screen => screen.containers().get('stubborn')?.STATE === 'running');
		await pick('K', 'kill: send a signal');
		await top.see('the signals', ({ text }) => text.includes('Send a signal to stubborn'));
		top.press('jjjjjj\r');
		await confirm(top, 'Send SIGKILL to stubborn?', id);
		await top.see('the row to say so', screen => screen.containers().get('stubborn')?.STATE?.startsWith('exited 137'));
		await pick('D', 'remove');
		await top.see('the question', ({ text }) => text.includes('Type stubborn to go on'));
		// What is typed counts from when the question has been seen.
		await waitUntil(
			async () => {
				top.press('s');
				return top.see('the first letter', ({ text }) => text.includes('to go on: s'), 1);
			},
			{ what: 'a question that takes an answer' },
		);
		top.press('tubborn');
		await top.see('the name', ({ text }) => text.includes('to go on: stubborn'));
		top.press('\r');
		await top.see('the notice', ({ footer }) => /stubborn removed in [\d.]+ s\./.test(footer));
		await expect(stateOf('stubborn')).rejects.toThrow();
	});

	it('go on with the container that was made anew, and mean no other one by a mark', async () => {
		const run = () =>
			rig.docker(
				...['run', '--detach', '--name', 'stubborn', '--network', 'none', '--stop-timeout', '0'],
				...[CONTAINER_IMAGE, 'sleep', '9999'],
			);
		await run();
		const top = await openTop({ env: envOf(rig) });
		await selectContainer(top, 'stubborn');
		// The last row: the selection stays where it is.
		top.press(' ');
		await top.see('the mark', screen => screen.panel('containers').title.includes('1 marked'));
		await rig.docker('rm', '--force', 'stubborn');
		await top.see('no mark', screen => !screen.panel('containers').title.includes('marked'));
		const id = await run();
		await top.see('the new one to be selected, and to run', screen => {
			const row = screen.containers().get('stubborn');
			return row?.isSelected && row.STATE === 'running';
		});
		top.press('S');
		await confirm(top, 'Stop stubborn?', id);
		await top.see('the notice', ({ footer }) => /stubborn stopped in/.test(footer));
	});

	it('give a shell in a container the terminal, and take it back whole', async () => {
		const top = await openTop({ env: envOf(rig) });
		await selectContainer(top, 'chatty');
		top.press('e');
		await top.see('the shell', ({ text }) => text.includes('A shell in chatty'));
		top.press('echo in-$((40+2)); stty size\r');
		await top.see('what it says', ({ text }) => text.includes('in-42') && text.includes('40 120'));
		expect(top.screen().text).not.toContain('Containers');
		top.press('printf "\\033[?1049h\\033[?1000h\\033[31m"; exit\r');
		await top.see('the screen again', ({ text }) => text.includes('Containers') && !text.includes('in-42'));
		await top.answersKeys();
		await selectContainer(top, 'tty');
		await top.leave();
	});

	it('open one shell however often it is asked for, and take its last status for no missing shell', async () => {
		const top = await openTop({ env: envOf(rig) });
		await selectContainer(top, 'chatty');
		top.press('eee');
		await top.see('the shell', ({ text }) => text.includes('A shell in chatty'));
		top.press('sl\r');
		await top.see('what it says', ({ text }) => text.includes('sl: not found'));
		top.press('\u0004');
		await top.see('the screen again', ({ text }) => text.includes('Containers'));
		await top.answersKeys();
		expect(top.screen().text).not.toContain('No shell in');
		await waitUntil(async () => (await inspect('chatty', '{{len .ExecIDs}}')) === '0', { what: 'no shell left' });
		await top.leave();
	});

	it('say so where an image has no shell', async () => {
		const withoutShell = ['sh', '-c', 'rm /bin/sh; exec sleep 9999'];
		await rig.docker(
			...['run', '--detach', '--name', 'stubborn', '--network', 'none', '--stop-timeout', '0'],
			...[CONTAINER_IMAGE, ...withoutShell],
		);
		const top = await openTop({ env: envOf(rig) });
		await selectContainer(top, 'stubborn');
		top.press('e');
		await top.see('that there is none', ({ text }) => text.includes('No shell in stubborn'));
		expect(top.screen().text).toMatch(/ended at once \(exit 12[67]\)/);
	});

	it('are not to be had with --read-only, whatever is pressed', async () => {
		const names = Object.keys(rig.containers);
		const states = () => Promise.all(names.map(name => inspect(name, '{{.State.Status}} {{.State.StartedAt}}')));
		const before = await states();
		const top = await openTop({ env: envOf(rig), args: ['--read-only'] });
		await selectContainer(top, 'chatty');
		expect(top.screen().header).toContain('read-only');
		expect(top.screen().footer).not.toMatch(/restart|start\/stop/);
		top.press('r');
		await top.see('why nothing is asked', ({ footer }) => footer.includes('--read-only'));
		top.press('yS\ry\r\ty\r');
		for (const key of ['s', 'S', 'r', 'y', '\r', '.', 'e']) top.press(key);
		await top.answersKeys();
		expect(top.screen().text).not.toMatch(/(Restart|Stop|Start) \w+\?/);
		expect(await states()).toEqual(before);
		await top.leave();
	});
});
