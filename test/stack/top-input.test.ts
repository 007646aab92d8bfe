import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { startFakePrometheus } from '../sources/fake-prometheus.ts';
import { describeRig } from './require-rig.ts';
import { closeTops, envOf, openTop } from './top-terminal.ts';

// Root may write to any socket; this one may only read everything.
const NOBODY =
	'setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all,+dac_read_search --ambient-caps=+dac_read_search';

describeRig('what aixcl top does with what is not as it should be', rig => {
	afterEach(closeTops);

	const env = envOf(rig);

	it('a terminal of 20x5 is told what is needed and how to leave, and a larger one shows the screen', async () => {
		const top = await openTop({ env, columns: 20, rows: 5 });
		await top.see('the sentence', ({ text }) => {
			const said = text.replaceAll(/\s+/g, ' ');
			return said.includes('40x10') && /q quits/.test(said);
		});
		top.shell.resize(120, 40);
		await top.see('the screen', screen => screen.containers().size > 0);
		top.shell.resize(20, 5);
		await top.see('the sentence again', ({ text }) => text.includes('40x10'));
		await top.leave();
	});

	it('TERM=dumb gets one snapshot as text', async () => {
		const top = await openTop({ env: { ...env, TERM: 'dumb' } });
		await top.shell.until(/^Host +\S+[\s\S]*^busy +running[\s\S]*ready> $/m, 15_000);
		expect(await top.shell.ask('echo $?')).toBe('1');
		expect(top.shell.raw().split(' top ').at(-1)).not.toMatch(/\u001b\[\?(1049|25|2004)/);
	});

	it.each([
		['closed', '<&-'],
		['no terminal', '</dev/null'],
	])('standard input that is %s is told in one sentence', async (_what, redirected) => {
		const top = await openTop({ env, redirected });
		await top.shell.until(/aixcl: Standard input is not a terminal, so no key could be read\n +Run it from a terminal/);
		await top.shell.until(/ready> $/m);
		expect(top.shell.text()).not.toMatch(/Bad file|bug in aixcl|^\s+at /m);
		expect(await top.shell.ask('echo $?')).not.toBe('0');
		expect(top.shell.modes()).toEqual({ alternate: false, cursor: true, paste: false });
	});

	it('an engine that must not be used is told in its panel, and the numbers are there', async () => {
		const top = await openTop({ env, under: NOBODY });
		await top.see('the reason', ({ panel }) => {
			const said = panel('containers').lines.join(' ');
			return said.includes('No permission to use the container engine') && said.includes('docker group');
		});
		await top.see('numbers', ({ panel }) => /CPU [\d.]+%/.test(panel('cpu').title));
		expect(top.screen().header).toMatch(/no engine ▲/);
		await top.answersKeys();
		await top.leave();
	});

	it('an engine that is not there is told, and found without a key once it is', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'aixcl-no-engine-'));
		const socket = join(folder, 'docker.sock');
		try {
			const top = await openTop({ env: { ...env, DOCKER_HOST: `unix://${socket}` } });
			await top.see('the reason', ({ panel }) =>
				panel('containers').lines.join(' ').includes(`No container engine listens on unix://${socket}`),
			);
			top.press('r');
			await top.see('an answer', ({ footer }) => footer.includes('No container is selected'), 1);
			await symlink(new URL(rig.dockerHost).pathname, socket);
			await top.see('the containers', screen => screen.containers().get('busy')?.STATE === 'running', 10);
			await top.leave();
		} finally {
			await rm(folder, { recursive: true });
		}
	});

	it.each([
		['takes no such password', 401, 'text/plain', 'no', /does not accept the user or the password/],
		['is not ready', 503, 'text/plain', 'no', /is starting and not ready yet/],
		['is a web page', 200, 'text/html', '<!doctype html><title>Router</title>', /answers with a web page/],
		['breaks off', 200, 'application/json', '{"status":"success","data":{"resultType":"vec', /is cut off or malformed/],
		['redirects', 302, 'text/html', '', /redirects to https:\/\/login\.example/],
	] as const)('a Prometheus that %s is told in one sentence', async (_what, status, type, body, says) => {
		await using fake = await startFakePrometheus(response => {
			response.writeHead(status, { 'content-type': type, location: 'https://login.example/' }).end(body);
		});
		const top = await openTop({ env: { ...env, AIXCL_PROMETHEUS_URL: fake.url.replace('//', '//ann:secret@') } });
		await top.see('the reason in the header', ({ header }) => says.test(header));
		const { panel } = await top.see('the containers all the same', screen => screen.containers().size > 0 && screen);
		expect(panel('postgres').lines.join(' ')).toMatch(says);
		await top.answersKeys();
		expect(top.screen().text).not.toContain('secret');
		await top.leave();
	});

	it('a Prometheus that never ends its answer does not hold up anything', async () => {
		await using fake = await startFakePrometheus(response => {
			response.writeHead(200, { 'content-type': 'application/json' }).write('{"status":"success","data":');
			const endless = () => {
				while (!response.destroyed && response.write(' '.repeat(2 ** 16)));
				response.once('drain', endless);
			};
			endless();
		});
		const top = await openTop({ env: { ...env, AIXCL_PROMETHEUS_URL: fake.url } });
		await top.see('the reason', ({ header }) => /answered with more than \d+ MiB|did not answer within/.test(header));
		await top.answersKeys();
		await top.leave();
	});
});
