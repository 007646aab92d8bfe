import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/commands.ts';
import { dashboards } from '../../src/stack/dashboards.ts';
import { serviceNames } from '../../src/stack/services.ts';
import { runCli } from './run-cli.ts';

describe('the completion of bash', () => {
	let folder = '';
	beforeAll(async () => {
		folder = mkdtempSync(join(tmpdir(), 'aixcl-completion-'));
		writeFileSync(join(folder, 'aixcl'), (await runCli(['completion', 'bash'])).stdout);
	});
	afterAll(() => rmSync(folder, { recursive: true }));

	/** What bash offers for a line whose last word is not finished. */
	const offered = async (...words: readonly string[]) => {
		const script = `set -eu; . ${folder}/aixcl; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _aixcl; printf '%s\\n' "\${COMPREPLY[@]}"`;
		const { stdout } = await promisify(execFile)('bash', ['--norc', '-c', script, 'bash', 'aixcl', ...words]);
		return stdout.split('\n').filter(Boolean);
	};

	test('offers the commands', async () => {
		expect(await offered('')).toEqual([...commands.map(({ name }) => name), '--help', '--version']);
		expect(await offered('sta')).toEqual(['start', 'status', 'stats']);
	});

	test('offers services, dashboards and shells where they belong', async () => {
		for (const command of ['start', 'stop', 'restart', 'logs'])
			expect(await offered(command, ''), command).toEqual(expect.arrayContaining([...serviceNames]));
		expect(await offered('logs', 'ollama', 'post')).toEqual(['postgres', 'postgres-exporter']);
		expect(await offered('dashboard', '')).toEqual(expect.arrayContaining(dashboards.map(({ uid }) => uid)));
		expect(await offered('completion', 'z')).toEqual(['zsh']);
	});

	test('offers every flag of a command, and no value for one that takes one', async () => {
		for (const { name, flags } of commands)
			expect((await offered(name, '--')).toSorted(), name).toEqual(
				[...flags.map(flag => `--${flag.name}`), '--help'].toSorted(),
			);
		expect(await offered('logs', '--since', '')).toEqual([]);
		expect(await offered('nonsense', '')).toEqual([]);
	});
});

test.each(['zsh', 'fish'])('the completion of %s has every command, flag and word', async shell => {
	const { status, stdout } = await runCli(['completion', shell]);
	expect(status).toBe(0);
	for (const { name, flags, words = [] } of commands) {
		expect(stdout).toContain(name);
		for (const flag of flags) expect(stdout, name).toContain(shell === 'fish' ? `-l ${flag.name} ` : `--${flag.name}[`);
		for (const word of words) expect(stdout).toContain(word);
	}
});

test('a shell that is not known, or none, is wrong usage', async () => {
	expect(await runCli(['completion', 'tcsh'])).toMatchObject({ status: 2, stderr: expect.stringContaining('"tcsh"') });
	expect(await runCli(['completion'])).toMatchObject({
		status: 2,
		stderr: expect.stringContaining('aixcl completion bash'),
	});
});
