import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { descendants, isRunning, openShell, type Shell } from '../../../pty/shell.ts';
import { waitUntil } from '../../../stack/wait-until.ts';

const pathOf = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** The built launcher, and the code that can be loaded into what it starts. */
export const aixcl = pathOf('../../../../dist/aixcl');
export const hook = pathOf('hook.cjs');

/** A program on a terminal of its own, started from a shell. */
export type App = {
	readonly shell: Shell;
	/** Process ids: of node, and of the launcher above it. */
	readonly node: number;
	readonly launcher: number;
	/** Every process that was started. */
	readonly all: readonly number[];
	/** The settings of the terminal before the start, as `stty -g` tells them. */
	readonly before: string;
};

export const wholeScreen = /CPU \d[\s\S]*q quit/;

/** `aixcl top` as a command line: numbers of this machine only, and no engine. */
export const topLine = (variables = '', more = ''): string =>
	`${variables} DOCKER_HOST=unix:///nowhere/docker.sock '${aixcl}' top --source local ${more}`.trim();

export type Start = {
	readonly home: string;
	readonly line: string;
	/** What it shows once it is up; undefined to go on as soon as it has taken the terminal. */
	readonly shows: RegExp | undefined;
	readonly columns?: number;
	readonly rows?: number;
};

const parentOf = (pid: number) => Number(/PPid:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);

/** Opens a shell and starts a program in it that takes the terminal. */
export const startApp = async ({ home, line, shows, columns = 120, rows = 40 }: Start): Promise<App> => {
	const shell = await openShell({ cwd: home, columns, rows });
	const before = await shell.ask('stty -g');
	shell.run(line);
	await waitUntil(() => shell.modes().alternate, { what: 'the screen', seconds: 30, why: shell.text });
	if (shows) await shell.until(shows, 30_000);
	const processes = descendants(shell.pid);
	const node = processes.find(({ file }) => basename(file) === 'node')?.pid;
	if (node === undefined) throw new Error('node is not running');
	return { shell, node, launcher: parentOf(node), all: processes.map(({ pid }) => pid), before };
};

/** Waits until these processes are gone; fails with those that stay. */
export const allGone = async (pids: readonly number[], seconds = 10): Promise<void> => {
	await waitUntil(() => !pids.some(isRunning), {
		what: 'all processes to end',
		seconds,
		why: () => pids.filter(isRunning).join(', '),
	});
};
