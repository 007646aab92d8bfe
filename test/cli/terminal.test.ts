import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type IPty, spawn } from '@lydell/node-pty';
import { afterEach, beforeEach, expect, test } from 'vitest';

const cli = new URL('../../src/cli.ts', import.meta.url).pathname;

let home = '';

beforeEach(() => {
	home = mkdtempSync(path.join(tmpdir(), 'aixcl-home-'));
});

afterEach(() => rmSync(home, { recursive: true }));

const ended = (pty: IPty): Promise<{ readonly status: number; readonly output: string }> =>
	new Promise(resolve => {
		let output = '';
		pty.onData(text => {
			output += text;
		});
		pty.onExit(({ exitCode }) => resolve({ status: exitCode, output }));
	});

const inPty = (script: string, env: Readonly<Record<string, string>>) =>
	ended(
		spawn('sh', ['-c', script, process.execPath, cli], {
			cols: 80,
			rows: 24,
			env: { PATH: process.env.PATH ?? '', HOME: home, LANG: 'C.UTF-8', DOCKER_HOST: 'unix:///none.sock', ...env },
		}),
	);

test('a terminal that can do nothing gets the snapshot as plain text', async () => {
	const { status, output } = await inPty('"$0" "$1" top --source local', { TERM: 'dumb' });
	expect(output).toContain('this machine itself, without Prometheus');
	expect(output).not.toContain('\u001b');
	expect([0, 1]).toContain(status);
});

test('without a keyboard the screen does not open', async () => {
	const { status, output } = await inPty('"$0" "$1" top --source local < /dev/null', { TERM: 'xterm-256color' });
	expect(output).toBe(
		'aixcl: Standard input is not a terminal, so no key could be read\r\n' +
			'       Run it from a terminal, or print one snapshot with aixcl top --once.\r\n',
	);
	expect(status).toBe(2);
});

test('a wrong setting is told before the screen opens', async () => {
	const { status, output } = await inPty('"$0" "$1" top', { TERM: 'xterm-256color', AIXCL_INTERVAL: 'soon' });
	expect(output).toMatch(/^aixcl: AIXCL_INTERVAL must be 0\.5 to 3600 seconds, not "soon"\r\n/);
	expect(status).toBe(2);
});
