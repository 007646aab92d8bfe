import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commands } from '../../../src/commands/commands.ts';
import { describeStack } from '../describe-parts.ts';
import { runProgram } from '../run-program.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

describeStack('the manual page', () => {
	let folder = '';
	let page = '';
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'aixcl-man-'));
		const env = { PATH: process.env.PATH ?? '', HOME: folder };
		const npm = await runProgram('sh', ['-c', 'command -v npm'], { env });
		await runProgram(npm, ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder, root], { env });
		const [archive = ''] = (await readdir(folder)).filter(name => name.endsWith('.tgz'));
		const options = ['--global', '--offline', '--ignore-scripts', '--prefix', join(folder, 'prefix')];
		await runProgram(npm, ['install', ...options, join(folder, archive)], { env });
		page = join(folder, 'prefix', 'share', 'man', 'man1', 'aixcl.1');
	});
	afterAll(() => rm(folder, { recursive: true, force: true }));

	it('is where man finds it once npm has installed the package', async () => {
		expect(await realpath(page)).toMatch(/node_modules\/aixcl\/dist\/aixcl\.1$/);
	});

	it('is one that groff has nothing to say against, at any width', async () => {
		for (const device of ['utf8', 'ascii', 'ps'])
			for (const width of ['60n', '80n', '200n']) {
				const command = ['-c', 'groff -man -ww -z "$@" 2>&1', 'groff', `-T${device}`, `-rLL=${width}`, page];
				expect(await runProgram('sh', command), `${device} ${width}`).toBe('');
			}
	});

	it('shows every command and flag as they are typed', async () => {
		const shown = await runProgram('sh', ['-c', 'groff -man -Tascii -P-cbou -rLL=100n "$0"', page]);
		for (const { name, flags } of commands) {
			expect(shown).toMatch(new RegExp(`^ {3}aixcl ${name}( .*)?$`, 'm'));
			for (const flag of flags) expect(shown, flag.name).toMatch(new RegExp(`^ {7}(-\\w, )?--${flag.name}( |$)`, 'm'));
		}
		expect(shown).toContain('eval "$(aixcl completion bash)" in ~/.bashrc');
	});
});
