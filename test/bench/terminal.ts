import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import type { Chunk } from './output.ts';

export const columns = 120;
export const rows = 40;

/** A program to be run in a terminal. */
export type Program = {
	readonly name: string;
	readonly command: string;
	readonly args: readonly string[];
	readonly env: Readonly<Record<string, string>>;
	readonly keys: { readonly down: string; readonly up: string; readonly quit: string };
	/** Whether its containers are made ones, of which only the number differs. */
	readonly isOfFakes?: boolean;
};

/** A program that runs in a pty. All times are milliseconds since it was started. */
export type Terminal = {
	readonly pid: number;
	readonly chunks: readonly Chunk[];
	now(): number;
	press(key: string): void;
	/** Resolves at the next output, or after some milliseconds. */
	output(within: number): Promise<void>;
	/** Resolves once there was no output for `gap`, or after `within`. */
	quiet(gap: number, within: number): Promise<void>;
	/** When the output came that brought one of these texts to the screen; undefined where none has within `within`. */
	shows(pattern: RegExp, within: number): Promise<number | undefined>;
	/** The screen at this moment. */
	text(): string;
	/** Asks the program to end, and ends it where it does not. */
	stop(): Promise<void>;
};

type Watch = { readonly pattern: RegExp; readonly found: (at: number) => void };

/** Starts a program in a pty of 120x40. */
export const runInTerminal = ({ command, args, env, keys }: Program): Terminal => {
	const emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0 });
	const chunks: Chunk[] = [];
	const watches = new Set<Watch>();
	let seen = 0;
	let wake = () => {};

	const started = performance.now();
	const now = () => performance.now() - started;
	const pty = spawn(command, [...args], {
		name: 'xterm-256color',
		cols: columns,
		rows,
		env: { ...env },
		// Bytes are counted as they come; the types know only of text.
		encoding: null,
	});
	const ended = new Promise<void>(resolve => void pty.onExit(() => resolve()));

	const text = () => {
		const { active } = emulator.buffer;
		return Array.from({ length: rows }, (_, row) => active.getLine(row)?.translateToString(true) ?? '').join('\n');
	};
	const look = (at: number) => {
		seen = at;
		if (watches.size === 0) return;
		const shown = text();
		for (const watch of watches) if (watch.pattern.test(shown)) watch.found(at);
	};
	pty.onData(data => {
		const at = now();
		const bytes = data as unknown as Buffer;
		chunks.push({ at, bytes: bytes.length });
		wake();
		emulator.write(bytes, () => look(at));
	});
	const pause = async (within: number, extra: (done: () => void) => void = () => {}) => {
		const { promise, resolve } = Promise.withResolvers<void>();
		const timer = setTimeout(resolve, Math.max(0, within));
		extra(resolve);
		await promise;
		clearTimeout(timer);
	};
	const output = (within: number) =>
		pause(within, done => {
			wake = done;
		});

	return {
		pid: pty.pid,
		chunks,
		now,
		press: key => pty.write(emulator.modes.applicationCursorKeysMode ? key.replace(/^\u001b\[/, '\u001bO') : key),
		output,
		async quiet(gap, within) {
			const deadline = now() + within;
			for (let left = gap; left > 0 && now() < deadline; left = (chunks.at(-1)?.at ?? 0) + gap - now()) {
				await output(Math.min(left, deadline - now()));
			}
		},
		async shows(pattern, within) {
			let at = pattern.test(text()) ? seen : undefined;
			if (at !== undefined) return at;
			await pause(within, done => {
				const watch: Watch = {
					pattern,
					found(when) {
						at ??= when;
						watches.delete(watch);
						done();
					},
				};
				watches.add(watch);
			});
			return at;
		},
		text,
		async stop() {
			pty.write(keys.quit);
			for (const signal of ['SIGTERM', 'SIGKILL']) {
				let isOver = false;
				await pause(3000, done => {
					void ended.then(() => {
						isOver = true;
						done();
					});
				});
				if (isOver) break;
				pty.kill(signal);
			}
			emulator.dispose();
		},
	};
};
