import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import pty from '@lydell/node-pty';
import xterm from '@xterm/headless';

/** An interactive shell with job control in a real pty, with an emulator as its terminal. */
export type Shell = {
	readonly pid: number;
	type(keys: string): void;
	/** Types a command line. */
	run(command: string): void;
	text(): string;
	/** All that was sent to the terminal so far, control sequences included. */
	raw(): string;
	modes(): { readonly alternate: boolean; readonly cursor: boolean; readonly paste: boolean };
	/** Whether the terminal reports the mouse to the program instead of selecting text. */
	hasMouse(): boolean;
	/** Waits until the screen shows something; fails with the screen after `deadline` ms. Returns the match. */
	until(pattern: RegExp, deadline?: number): Promise<RegExpExecArray>;
	/** Runs a command and returns what it printed between two marks. */
	ask(command: string): Promise<string>;
	resize(columns: number, rows: number): void;
	/** Takes no more output, as a stalled link does, or takes it again. */
	stall(isStalled: boolean): void;
	/** Hangs up. */
	close(): void;
};

const bin = fileURLToPath(new URL('../../node_modules/.bin', import.meta.url));

type Options = { readonly columns?: number; readonly rows?: number; readonly cwd: string; readonly shell?: string };

const open = new Set<() => void>();

/** Ends all shells that were opened. */
export const closeShells = (): void => {
	for (const close of open) close();
};

/** The processes below one, with what they run. */
export const descendants = (pid: number): readonly { readonly pid: number; readonly file: string }[] => {
	const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
	return (children === '' ? [] : children.split(' ').map(Number)).flatMap(child => [
		{ pid: child, file: readlinkSync(`/proc/${child}/exe`) },
		...descendants(child),
	]);
};

/** Whether a process is there, and no zombie. */
export const isRunning = (pid: number): boolean => existsSync(`/proc/${pid}/exe`);

export const openShell = async ({ columns = 80, rows = 24, cwd, shell = 'sh' }: Options): Promise<Shell> => {
	const emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 500 });
	const [file = 'sh', ...args] = shell.split(' ');
	const child = pty.spawn(file, [...args, '-i'], {
		name: 'xterm-256color',
		cols: columns,
		rows,
		cwd,
		env: { PATH: `${bin}${delimiter}${process.env.PATH}`, HOME: cwd, LANG: 'C.UTF-8', PS1: 'ready> ', ENV: '' },
	});
	let changed = () => {};
	let raw = '';
	const data = child.onData(chunk => {
		raw += chunk;
		emulator.write(chunk, () => changed());
	});
	const close = () => {
		open.delete(close);
		data.dispose();
		child.kill('SIGHUP');
	};
	open.add(close);

	const text = () => {
		const buffer = emulator.buffer.active;
		return Array.from(
			{ length: buffer.length },
			(_, row) => buffer.getLine(row)?.translateToString(true, 0, emulator.cols) ?? '',
		).join('\n');
	};
	const until = async (pattern: RegExp, deadline = 10_000): Promise<RegExpExecArray> => {
		const end = performance.now() + deadline;
		while (true) {
			const match = pattern.exec(text());
			if (match) return match;
			const left = end - performance.now();
			if (left <= 0) throw new Error(`the terminal did not show ${pattern}:\n${text().trimEnd()}`);
			const { promise, resolve } = Promise.withResolvers<void>();
			changed = resolve;
			const timer = setTimeout(resolve, left);
			await promise;
			clearTimeout(timer);
		}
	};
	let asked = 0;
	const result: Shell = {
		pid: child.pid,
		type: keys => child.write(keys),
		run: command => child.write(`${command}\r`),
		text,
		raw: () => raw,
		modes: () => ({
			alternate: emulator.buffer.active.type === 'alternate',
			cursor: !(emulator as unknown as { _core: { coreService: { isCursorHidden: boolean } } })._core.coreService
				.isCursorHidden,
			paste: emulator.modes.bracketedPasteMode,
		}),
		hasMouse: () => emulator.modes.mouseTrackingMode !== 'none',
		until,
		async ask(command) {
			asked++;
			child.write(`echo "<${asked}:$(${command})>"\r`);
			const answer = await until(new RegExp(`<${asked}:([^>$]*)>`));
			return answer[1]!.replaceAll('\n', '');
		},
		resize(nextColumns, nextRows) {
			emulator.resize(nextColumns, nextRows);
			child.resize(nextColumns, nextRows);
		},
		stall: isStalled => (isStalled ? child.pause() : child.resume()),
		close,
	};
	await until(/ready> $/m);
	return result;
};
