import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { answerYes } from './answer-yes.ts';
import { CONTAINER_IMAGE } from './containers.ts';
import { describeRig } from './require-rig.ts';
import { selectContainer } from './top-selection.ts';
import { closeTops, envOf, openTop, type Top } from './top-terminal.ts';
import { waitUntil } from './wait-until.ts';

const SHOP = ['z-db', 'm-api', 'a-web'];

describeRig('the menu of actions of aixcl top', rig => {
	afterEach(async () => {
		await closeTops();
		await rig.docker('rm', '--force', ...SHOP).catch(() => undefined);
	});

	const openMenu = async (top: Top, name: string, entry: string) => {
		await selectContainer(top, name);
		top.press('.');
		await top.see('the menu', ({ text }) => text.includes(entry));
	};

	it('opens the port that a container publishes, in the browser', async () => {
		const folder = await mkdtemp(join(rig.folder, 'browser-'));
		const opened = join(folder, 'opened');
		// What a desktop has to open addresses with.
		await writeFile(join(folder, 'xdg-open'), `#!/bin/sh\necho "$@" >>${opened}\n`, { mode: 0o755 });
		const env = { ...envOf(rig), DISPLAY: ':0', PATH: `${folder}:${process.env.PATH}` };
		const top = await openTop({ env });
		await openMenu(top, 'fine', 'open its port');
		top.press('o');
		await top.see('the notice', ({ footer }) => footer.includes('Opened http://127.0.0.1:8080'));
		const text = await waitUntil(async () => (await readFile(opened, 'utf8')) || undefined, { what: 'the address' });
		expect(text).toBe('http://127.0.0.1:8080/\n');
		await rm(folder, { recursive: true });
	});

	it('shows the address of the port where there is no browser, and how to reach it over SSH', async () => {
		const env = { ...envOf(rig), DISPLAY: ':0', SSH_CONNECTION: '192.0.2.7 51000 192.0.2.1 22', USER: 'ann' };
		const top = await openTop({ env });
		await openMenu(top, 'fine', 'open its port');
		top.press('o');
		const { text } = await top.see('the address', screen => screen.text.includes('There is no browser here') && screen);
		expect(text).toContain('http://127.0.0.1:8080');
		expect(text).toContain('ssh -N -L 8080:127.0.0.1:8080 ann@192.0.2.1');
		expect(top.shell.raw()).toContain(`\u001b]52;c;${Buffer.from('http://127.0.0.1:8080').toString('base64')}`);
	});

	it('restarts a whole project, what others depend on first, each once the one before is healthy', async () => {
		const run = (name: string, service: string, needs: string) =>
			rig.docker(
				...['run', '--detach', '--name', name, '--network', 'none', '--stop-timeout', '0'],
				...['--label', 'com.docker.compose.project=shop', '--label', `com.docker.compose.service=${service}`],
				...['--label', `com.docker.compose.depends_on=${needs}`],
				...['--health-cmd', 'test -e /ready', '--health-interval', '1s', '--health-retries', '9'],
				...[CONTAINER_IMAGE, 'sh', '-c', 'rm -f /ready; sleep 0.5; touch /ready; exec sleep 9999'],
			);
		const ids: Record<string, string> = {
			'z-db': await run('z-db', 'db', ''),
			'm-api': await run('m-api', 'api', 'db:service_healthy:false'),
			'a-web': await run('a-web', 'web', 'api:service_healthy:false'),
		};
		const since = String(Math.floor(Date.now() / 1000));
		const top = await openTop({ env: envOf(rig) });
		await top.see('them', screen => SHOP.every(name => screen.containers().has(name)));
		top.press('/a-web\r');
		await top.see('one of them alone', screen => !screen.containers().has('m-api') && screen.containers().has('a-web'));
		top.press('.');
		await top.see('the menu', ({ text }) => text.includes('restart all 3 of shop'));
		// The last entry of the menu.
		const lines = top.screen().text.split('\n');
		const [first, wanted] = ['  details ', 'restart all 3'].map(label => lines.findIndex(line => line.includes(label)));
		top.press('j'.repeat(wanted! - first!));
		top.press('\r');
		const question = 'Restart 3 containers?';
		await top.see(question, ({ text }) => text.includes(question) && SHOP.every(name => text.includes(name)));
		await answerYes(top, question);
		await top.see('the notice', ({ footer }) => /3 containers restarted and healthy in [\d.]+ s\./.test(footer), 60);
		const events = await rig.docker(
			...[
				'events',
				'--since',
				since,
				'--until',
				String(Math.ceil(Date.now() / 1000)),
				'--format',
				'{{.ID}} {{.Action}}',
			],
			...['--filter', 'event=restart', '--filter', 'event=health_status'],
		);
		const happened = events.split('\n').flatMap(line => {
			const name = SHOP.find(each => line.startsWith(ids[each]!));
			return name === undefined ? [] : [`${name} ${line.split(' ').slice(1).join(' ')}`];
		});
		const from = happened.indexOf('z-db restart');
		expect(happened.slice(from)).toEqual(SHOP.flatMap(name => [`${name} restart`, `${name} health_status: healthy`]));
	});
});
