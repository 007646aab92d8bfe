import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeShells, descendants, isRunning, openShell, type Shell } from './shell.ts';

const command = fileURLToPath(new URL('../../dist/aixcl', import.meta.url));

beforeAll(() => {
	if (!existsSync(command)) throw new Error('There is no dist/aixcl: npm test builds it first, as npm run build does.');
});
afterEach(closeShells);

type App = { readonly shell: Shell; readonly pid: number; readonly before: string };

const start = async (): Promise<App> => {
	const shell = await openShell({ cwd: tmpdir(), columns: 120, rows: 40 });
	const before = await shell.ask('stty -g');
	shell.run(`DOCKER_HOST=unix:///nowhere/docker.sock '${command}' top --source local`);
	await shell.until(/CPU \d[\s\S]*q quit/);
	const node = descendants(shell.pid).find(process => basename(process.file) === 'node');
	if (!node) throw new Error('node is not running');
	return { shell, pid: node.pid, before };
};

const expectRestored = async ({ shell, pid, before }: App, status: number) => {
	await shell.until(/ready> $/m);
	expect(await shell.ask('echo $?')).toBe(String(status));
	expect(shell.modes()).toEqual({ alternate: false, cursor: true, paste: false });
	expect(await shell.ask('stty -g')).toBe(before);
	expect(isRunning(pid)).toBe(false);
};

describe('aixcl top gives the terminal back', () => {
	it.each([
		['q', 'q', 0],
		['Ctrl-C', '\u0003', 0],
	])('after %s', async (_name, key, status) => {
		const app = await start();
		expect(app.shell.modes()).toEqual({ alternate: true, cursor: false, paste: true });
		app.shell.type(key);
		await expectRestored(app, status);
	});

	it.each([
		['SIGTERM', 143],
		['SIGHUP', 129],
		['SIGINT', 130],
		['SIGKILL', 137],
		['SIGSEGV', 139],
	] as const)('after %s', async (signal, status) => {
		const app = await start();
		process.kill(app.pid, signal);
		await expectRestored(app, status);
	});

	it('while it is stopped with Ctrl-Z, and takes it again', async () => {
		const app = await start();
		app.shell.type('\u001a');
		await app.shell.until(/Stopped[\s\S]*ready> $/m);
		expect(app.shell.modes()).toEqual({ alternate: false, cursor: true, paste: false });
		expect(await app.shell.ask('stty -g')).toBe(app.before);
		app.shell.run('fg');
		await app.shell.until(/CPU \d[\s\S]*q quit/);
		app.shell.type('q');
		await expectRestored(app, 0);
	});
});

/** The different widths of rows that begin and end with a corner of a panel. */
const panelWidths = ({ text }: Shell) => [
	...new Set(
		text()
			.split('\n')
			.map(line => line.trimEnd())
			.filter(line => line.startsWith('╭'))
			.map(line => (line.endsWith('╮') ? line.length : 0)),
	),
];

describe('aixcl top', () => {
	it('follows the size of the terminal', async () => {
		const { shell } = await start();
		for (const [columns, rows] of [
			[80, 24],
			[140, 50],
			[60, 15],
			[120, 40],
		] as const) {
			shell.resize(columns, rows);
			await expect.poll(() => panelWidths(shell)).toEqual([columns]);
			await shell.until(/\? help/);
		}
		shell.type('?');
		await shell.until(/repaint/);
		shell.type('q');
	});

	it('is gone, and its parent too, after the terminal hung up', async () => {
		const { shell } = await start();
		const all = descendants(shell.pid).map(process => process.pid);
		expect(all.length).toBeGreaterThanOrEqual(2);
		shell.close();
		await expect.poll(() => all.filter(isRunning), { timeout: 5000 }).toEqual([]);
	});
});
