import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { closeShells, openShell, type Shell } from '../pty/shell.ts';
import type { RigHandle } from './rig-handle.ts';
import { readTopScreen, type TopScreen } from './top-screen.ts';
import { waitUntil } from './wait-until.ts';

/** The built command. */
export const AIXCL = fileURLToPath(new URL('../../dist/aixcl', import.meta.url));

export type TopOptions = {
	readonly args?: readonly string[];
	readonly env?: Readonly<Record<string, string>>;
	/** What runs it, such as `setpriv` with its options. */
	readonly under?: string;
	/** How its descriptors are redirected, as a shell writes it. */
	readonly redirected?: string;
	readonly columns?: number;
	readonly rows?: number;
};

/** The built `aixcl top` in a shell on a terminal of its own. */
export type Top = {
	readonly shell: Shell;
	readonly press: (keys: string) => void;
	readonly screen: () => TopScreen;
	/** Waits until the screen satisfies a condition; fails with the screen after so many seconds (15). */
	readonly see: <T>(
		what: string,
		condition: (screen: TopScreen) => T | undefined | false,
		seconds?: number,
	) => Promise<T>;
	/** Opens and closes the help: fails unless each of the two keys is answered within a second. */
	readonly answersKeys: () => Promise<void>;
	/** Leaves it with `q` and checks that the terminal is as it was before. */
	readonly leave: () => Promise<void>;
};

const homes = new Set<string>();

/** Ends what `openTop` has started and not left. */
export async function closeTops(): Promise<void> {
	closeShells();
	for (const home of homes) await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
	homes.clear();
}

/** The variables that lead to a rig. */
export const envOf = ({ prometheusUrl, dockerHost }: RigHandle) => ({
	AIXCL_PROMETHEUS_URL: prometheusUrl,
	DOCKER_HOST: dockerHost,
});

/** Starts `aixcl top` in a shell with an empty home, on a terminal of 120x40 unless another size is given. */
export async function openTop({
	args = [],
	env = {},
	under = '',
	redirected = '',
	columns = 120,
	rows = 40,
}: TopOptions): Promise<Top> {
	const home = await mkdtemp(join(tmpdir(), 'aixcl-top-'));
	homes.add(home);
	const shell = await openShell({ columns, rows, cwd: home });
	const before = await shell.ask('stty -g');
	const variables = Object.entries({ AIXCL_INTERVAL: '1s', ...env }).map(([name, value]) => `${name}='${value}'`);
	shell.run([`clear; ${under} env`, ...variables, AIXCL, 'top', ...args, redirected].join(' '));

	const screen = () => readTopScreen(shell.text());
	const see: Top['see'] = (what, condition, seconds = 15) =>
		waitUntil(() => condition(screen()), { what, seconds, why: shell.text });
	return {
		shell,
		press: shell.type,
		screen,
		see,
		async answersKeys() {
			shell.type('?');
			await shell.until(/Everywhere/, 1000);
			shell.type('?');
			await see('the help to close', ({ text }) => !text.includes('Everywhere'), 1);
		},
		async leave() {
			shell.type('q');
			await shell.until(/ready> $/m);
			expect(await shell.ask('echo $?')).toBe('0');
			expect(shell.modes()).toEqual({ alternate: false, cursor: true, paste: false });
			expect(await shell.ask('stty -g')).toBe(before);
		},
	};
}
