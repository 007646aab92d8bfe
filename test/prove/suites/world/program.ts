import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isRunning, openShell, type Shell } from '../../../pty/shell.ts';
import { waitUntil } from '../../../stack/wait-until.ts';

const pathOf = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const aixcl = pathOf('../../../../dist/aixcl');
const hook = pathOf('count-input.cjs');

/** The built `aixcl top` on a terminal of its own, with no shell above it that could get what is typed. */
export type Program = {
	readonly shell: Shell;
	isRunning(): boolean;
	/** Types; resolves once the program has read it all, or has ended. Fails where it reads nothing for so long (20 s). */
	type(text: string): Promise<void>;
	/** What else was typed, past this, that it will read. */
	expect(text: string): void;
	close(): void;
};

export type ProgramOptions = {
	readonly home: string;
	readonly env: Readonly<Record<string, string>>;
	readonly args?: string;
	/** What it shows once it is up. */
	readonly shows?: RegExp;
};

let started = 0;

/** Starts it at 120x40 with a home of its own. */
export const startProgram = async ({ home, env, args = '', shows = /q quit/ }: ProgramOptions): Promise<Program> => {
	started++;
	const file = join(home, `read-${process.pid}-${started}`);
	const shell = await openShell({ cwd: home, columns: 120, rows: 40 });
	const variables = Object.entries({ AIXCL_COUNT_FILE: file, NODE_OPTIONS: `--require=${hook}`, ...env });
	const words = variables.map(([name, value]) => `${name}='${value}'`).join(' ');
	// In place of the shell: what follows the end of the program is typed to nobody.
	shell.run(`exec env ${words} '${aixcl}' top ${args}`);
	await waitUntil(() => shell.modes().alternate, { what: 'the screen', seconds: 30, why: shell.text });
	await shell.until(shows, 30_000);
	let typed = 0;
	const read = () => (existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0);
	return {
		shell,
		isRunning: () => isRunning(shell.pid),
		async type(text) {
			typed += Buffer.byteLength(text);
			shell.type(text);
			const before = read();
			let seen = before;
			let since = performance.now();
			while (read() < typed && isRunning(shell.pid)) {
				await new Promise(resolve => setTimeout(resolve, 4));
				if (read() > seen) {
					seen = read();
					since = performance.now();
				}
				const idle = performance.now() - since;
				// Around a Ctrl-Z the terminal drops what it has not handed out.
				if (seen > before && idle > 1500) typed = seen;
				if (idle > 20_000) throw new Error(`it does not read what is typed:\n${shell.text()}`);
			}
		},
		expect(text) {
			typed += Buffer.byteLength(text);
		},
		close: shell.close,
	};
};
