import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { commands } from '../../src/commands/commands.ts';
import { settingIds, settings } from '../../src/config/settings.ts';
import { runCli } from './run-cli.ts';

describe('help', () => {
	test.each([[[]], [['--help']], [['-h']], [['help']]])('%j lists every command on standard output', async args => {
		const { status, stdout, stderr } = await runCli(args);
		expect([status, stderr]).toEqual([0, '']);
		const width = Math.max(...commands.map(({ name }) => name.length));
		for (const { name, summary } of commands) expect(stdout).toContain(`  ${name.padEnd(width)}  ${summary}\n`);
	});

	test.each([[['help', 'top']], [['top', '--help']], [['top', '-h', '--once']]])('%j names every flag', async args => {
		const { status, stdout, stderr } = await runCli(args);
		expect([status, stderr]).toEqual([0, '']);
		for (const id of settingIds) {
			expect(stdout).toContain(`--${settings[id].name}`);
			expect(stdout).toContain(settings[id].env);
		}
		expect(stdout).toMatch(/--once .*\n.*--json/);
		for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
	});

	test.each([[['--version']], [['-v']], [['version']]])('%j prints the version of the package', async args => {
		expect(await runCli(args)).toEqual({ status: 0, stdout: `${packageJson.version}\n`, stderr: '' });
	});
});

describe('wrong usage ends with status 2, one sentence and what to do, on standard error', () => {
	test.each([
		[['tpo'], 'There is no command "tpo"', 'Did you mean aixcl top?'],
		[['frobnicate'], 'There is no command "frobnicate"', 'Run aixcl help for the commands.'],
		[['--once'], 'The flag --once needs a command before it', 'Did you mean aixcl top?'],
		[['help', 'tpo'], 'There is no command "tpo"', 'Did you mean aixcl top?'],
		[['top', '--promtheus', 'x'], 'aixcl top has no flag --promtheus', 'Did you mean --prometheus?'],
		[['top', '--no-such=secret'], 'aixcl top has no flag --no-such', 'Run aixcl help top for its flags.'],
		[['top', '-x'], 'aixcl top has no flag -x', 'Run aixcl help top for its flags.'],
		[['top', '--prometheus.x=1'], '--prometheus needs a value', 'Write --prometheus URL: '],
		[['top', '--interval'], '--interval needs a value', 'Write --interval TIME: '],
		[['top', '--interval', '--once'], '--interval needs a value', 'Write --interval TIME: '],
		[['top', '--no-interval'], '--interval needs a value', 'Write --interval TIME: '],
		[['top', '--interval=0'], '--interval must be 0.5 to 3600 seconds, not "0"', 'Write it like 2, 2s or 500ms.'],
		[['top', '--interval', '-1'], '--interval must be 0.5 to 3600 seconds, not "-1"', 'Write it like 2, 2s or 500ms.'],
		[['top', '--interval', '1', '--interval', '2'], 'The flag --interval can only be set once', 'Run aixcl help top'],
		[['top', '--read-only=maybe'], '--read-only takes no value but true or false', 'Write --read-only alone'],
		[['top', '--source', 'prom'], '--source must be auto, prometheus or local, not "prom"', 'Use auto.'],
		[['top', '--prometheus', 'box:9090'], '--prometheus must be an http or https URL, not "box:9090"', 'Write it like'],
		[['top', 'now'], 'aixcl top does not know what to do with "now"', 'Run aixcl help top for its usage.'],
		[['top', '--once', '--host', 'ftp://box'], 'ftp:// is no address of a container engine here', 'Use unix:///path'],
		[['config', '--once'], 'aixcl config has no flag --once', 'Run aixcl help config for its flags.'],
	])('%j', async (args, sentence, hint) => {
		const { status, stdout, stderr } = await runCli(args);
		const [first, second, ...more] = stderr.split('\n');
		expect(first).toContain(`aixcl: ${sentence}`);
		expect(second).toMatch(/^ {7}\S/);
		expect(second).toContain(hint);
		expect(more).toEqual(['']);
		expect([status, stdout]).toEqual([2, '']);
	});

	test('a bad variable is named', async () => {
		const { status, stderr } = await runCli(['top'], { AIXCL_PROMETHEUS_URL: 'nonsense' });
		expect(stderr).toContain('AIXCL_PROMETHEUS_URL must be a URL, not "nonsense"');
		expect(status).toBe(2);
	});

	test('a bad config file is named', async () => {
		const folder = mkdtempSync(path.join(tmpdir(), 'aixcl-xdg-'));
		const { promises: fs } = await import('node:fs');
		await fs.mkdir(path.join(folder, 'aixcl'));
		const file = path.join(folder, 'aixcl', 'config.json');
		writeFileSync(file, '{"intervall": 2}', { mode: 0o600 });
		const { status, stderr } = await runCli(['top'], { XDG_CONFIG_HOME: folder });
		rmSync(folder, { recursive: true });
		expect(stderr).toContain(
			`The config file ${file} has the unknown key "intervall"\n       Did you mean "interval"?`,
		);
		expect(status).toBe(2);
	});

	test('nothing in an argument reaches the terminal as it is', async () => {
		const { stderr } = await runCli(['\u001b]0;title\u0007\u001b[2J']);
		expect(stderr.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
	});
});

describe('aixcl config', () => {
	test('says where each value came from, without credentials', async () => {
		const env = {
			AIXCL_PROMETHEUS_URL: 'http://user:secret@box:9090',
			DOCKER_HOST: 'unix:///tmp/d.sock',
			NO_COLOR: '1',
		};
		const { status, stdout } = await runCli(['config', '--interval', '500ms', '--read-only'], env);
		expect(status).toBe(0);
		expect(stdout).toMatch(/^prometheus +http:\/\/box:9090 +AIXCL_PROMETHEUS_URL$/m);
		expect(stdout).toMatch(/^host +unix:\/\/\/tmp\/d\.sock +DOCKER_HOST$/m);
		expect(stdout).toMatch(/^interval +0\.5 +--interval$/m);
		expect(stdout).toMatch(/^read-only +true +--read-only$/m);
		expect(stdout).toMatch(/^no-color +true +NO_COLOR$/m);
		expect(stdout).toMatch(/^ascii +false +default: LANG is UTF-8$/m);
		expect(stdout).toMatch(/^config file: .*\/aixcl\/config\.json$/m);
	});

	test('prints JSON', async () => {
		const { stdout } = await runCli(['config', '--json'], { AIXCL_SOURCE: 'local' });
		const { schema, settings: shown } = JSON.parse(stdout);
		expect(schema).toBe(1);
		expect(shown.source).toEqual({ value: 'local', origin: { kind: 'environment', name: 'AIXCL_SOURCE' } });
		expect(Object.keys(shown)).toEqual(settingIds.map(id => settings[id].name));
	});
});

describe('output', () => {
	test('a reader that goes away is no error', async () => {
		const cli = new URL('../../src/cli.ts', import.meta.url).pathname;
		const script = `set -o pipefail; "${process.execPath}" "${cli}" help top | head -1`;
		const { stdout, stderr } = await promisify(execFile)('bash', ['-c', script]);
		expect([stdout, stderr]).toEqual([`aixcl top: ${commands[0]?.summary}\n`, '']);
	});

	test('a full disk is one', async () => {
		const cli = new URL('../../src/cli.ts', import.meta.url).pathname;
		const ended = promisify(execFile)('bash', ['-c', `"${process.execPath}" "${cli}" help > /dev/full`]);
		await expect(ended).rejects.toMatchObject({
			code: 2,
			stderr: expect.stringContaining('aixcl: Standard output cannot be written (ENOSPC)\n'),
		});
	});
});
