import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildFixture } from './fixture.ts';
import { closeShells, isRunning, openShell, type Shell } from './shell.ts';

let fixture: Awaited<ReturnType<typeof buildFixture>>;
beforeAll(async () => {
	fixture = await buildFixture();
});
afterAll(() => fixture.remove());
afterEach(closeShells);

type App = { readonly shell: Shell; readonly pid: number; readonly parent: number; readonly before: string };

const start = async (command = './aixcl', shellName = 'sh'): Promise<App> => {
	const shell = await openShell({ cwd: fixture.folder, shell: shellName });
	const before = await shell.ask('stty -g');
	shell.run(command);
	const [, pid, parent] = await shell.until(/pid (\d+) of (\d+)[\s\S]*tick \d+/);
	return { shell, pid: Number(pid), parent: Number(parent), before };
};

const expectRestored = async ({ shell, pid, before }: App, status: number, says?: RegExp) => {
	expect(await shell.ask('echo $?')).toBe(String(status));
	expect(shell.modes()).toEqual({ alternate: false, cursor: true, paste: false });
	expect(await shell.ask('stty -g')).toBe(before);
	expect(isRunning(pid)).toBe(false);
	if (says) expect(shell.text()).toMatch(says);
};

describe('the terminal is given back', () => {
	it('after q', async () => {
		const app = await start();
		expect(app.shell.modes()).toEqual({ alternate: true, cursor: false, paste: true });
		app.shell.type('q');
		await app.shell.until(/ready> $/m);
		await expectRestored(app, 0);
		expect(app.shell.text()).not.toMatch(/tick|skeleton|Node was/);
	});

	it('after Ctrl-C', async () => {
		const app = await start();
		app.shell.type('\u0003');
		await app.shell.until(/ready> $/m);
		await expectRestored(app, 130);
	});

	it.each([
		['SIGTERM', 143],
		['SIGHUP', 129],
		['SIGINT', 130],
		['SIGQUIT', 131],
	] as const)('after %s to node', async (signal, status) => {
		const app = await start();
		process.kill(app.pid, signal);
		await app.shell.until(/ready> $/m);
		await expectRestored(app, status);
	});

	it.each([
		['SIGTERM', 143],
		['SIGHUP', 129],
		['SIGINT', 130],
		['SIGQUIT', 131],
	] as const)('after %s to the parent', async (signal, status) => {
		const app = await start();
		process.kill(app.parent, signal);
		await app.shell.until(/ready> $/m);
		await expectRestored(app, status);
	});

	it.each([
		['SIGKILL', 137],
		['SIGSEGV', 139],
		['SIGABRT', 134],
	] as const)('after %s to node, by the parent', async (signal, status) => {
		const app = await start();
		process.kill(app.pid, signal);
		await app.shell.until(/Node was ended by signal \d+/);
		await app.shell.until(/ready> $/m);
		await expectRestored(app, status);
	});

	it('after the parent was killed, by node', async () => {
		const app = await start();
		process.kill(app.parent, 'SIGKILL');
		await app.shell.until(/Killed[\s\S]*ready> $/m);
		await expect.poll(() => isRunning(app.pid), { timeout: 5000 }).toBe(false);
		await expect.poll(() => app.shell.modes().alternate, { timeout: 5000 }).toBe(false);
		expect(app.shell.modes()).toEqual({ alternate: false, cursor: true, paste: false });
	});

	it.each([
		['a throw inside a render', 't', /fixture: thrown on purpose/],
		['an uncaught exception', 'u', /fixture: thrown on purpose/],
		['an unhandled rejection', 'r', /fixture: rejected on purpose/],
	])('after %s, which is then told', async (_what, key, says) => {
		const app = await start();
		app.shell.type(key);
		await app.shell.until(/ready> $/m);
		await expectRestored(app, 70, says);
	});

	it('when it was called through a link', async () => {
		const app = await start('ln -sf aixcl "a link"; ./a\\ link');
		app.shell.type('q');
		await app.shell.until(/ready> $/m);
		await expectRestored(app, 0);
	});

	it.each(['bash --norc --noprofile', 'busybox sh'])('under %s as the parent, also after SIGKILL', async name => {
		const app = await start(`${name} ./aixcl`);
		process.kill(app.pid, 'SIGKILL');
		await app.shell.until(/Node was ended by signal 9/);
		await expectRestored(app, 137);
	});
});

const written = (pid: number) => /wchar: (\d+)/.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1];

describe('a terminal that takes nothing', () => {
	it('neither holds up the end of the program, nor stays as it is', async () => {
		const app = await start();
		app.shell.type('b');
		await app.shell.until(/###/);
		app.shell.stall(true);
		let before: string | undefined;
		await expect
			.poll(
				() => {
					const now = written(app.pid);
					const isStuck = now === before;
					before = now;
					return isStuck;
				},
				{ interval: 300, timeout: 10_000 },
			)
			.toBe(true);
		process.kill(app.pid, 'SIGTERM');
		await expect.poll(() => isRunning(app.pid), { timeout: 2000 }).toBe(false);
		app.shell.stall(false);
		await app.shell.until(/ready> $/m);
		await expectRestored(app, 137);
	});

	it('shows the newest state, and takes keys, once it goes on', async () => {
		const app = await start();
		app.shell.type('b');
		await app.shell.until(/###/);
		app.shell.stall(true);
		app.shell.type('bd');
		app.shell.stall(false);
		await app.shell.until(/tick \d+[\s\S]*dialog/);
		app.shell.type('q');
		await app.shell.until(/ready> $/m);
		await expectRestored(app, 0);
	});
});

describe('the command', () => {
	it('replaces itself by node, and leaves the terminal alone, where its output is no terminal', async () => {
		const shell = await openShell({ cwd: fixture.folder });
		const shown = await shell.ask('./aixcl </dev/null | cat -v | head -c 20');
		expect(shown).toMatch(/\^\[\[\?1049h/);
	});

	it('says in one sentence that node is too old, or is not there', async () => {
		const pretence = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.11.1' } });
Object.defineProperty(process, 'version', { value: 'v20.11.1' });`;
		writeFileSync(join(fixture.folder, 'old.cjs'), pretence);
		const shell = await openShell({ cwd: fixture.folder });
		shell.run('NODE_OPTIONS="--require=./old.cjs" ./aixcl');
		await shell.until(/aixcl: Node 22\.12 or newer is needed, and this is v20\.11\.1\./);
		expect(await shell.ask('echo $?')).toBe('1');
		shell.run('mkdir -p bare; for tool in sh stty readlink; do ln -sf "$(command -v $tool)" bare/; done');
		shell.run('PATH=$PWD/bare ./aixcl');
		await shell.until(/aixcl: Node 22\.12 or newer is needed, and none was found on the PATH\./);
	});
});

describe('the bundle', () => {
	it('loads no HTTP client to draw its first pictures', async () => {
		const probe = `process.on('exit', () => require('fs').writeFileSync('modules.txt', process.moduleLoadList.join('\\n')))`;
		writeFileSync(join(fixture.folder, 'probe.cjs'), probe);
		const app = await start('NODE_OPTIONS="--require=./probe.cjs" ./aixcl');
		app.shell.type('q');
		// It is written while Node ends, which need not be before the terminal was given back.
		const list = join(fixture.folder, 'modules.txt');
		await expect
			.poll(() => existsSync(list) && readFileSync(list, 'utf8'), { timeout: 5000 })
			.toContain('NativeModule tty');
		const modules = readFileSync(list, 'utf8');
		expect(modules).toContain('NativeModule tty');
		expect(modules).not.toMatch(/undici/);
	});
});

describe('the process', () => {
	it('is gone after the terminal hung up', async () => {
		const app = await start();
		app.shell.close();
		await expect.poll(() => isRunning(app.pid), { timeout: 5000 }).toBe(false);
		await expect.poll(() => isRunning(app.parent), { timeout: 5000 }).toBe(false);
	});
});
