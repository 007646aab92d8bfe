import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import pty from '@lydell/node-pty';
import { createOracle, type Oracle } from './oracle.ts';

/** A program on a pty whose terminal notes what it should not do. */
export type Program = {
	readonly oracle: Oracle;
	type(keys: string): void;
	/** Waits until each of these was on the screen, at most so many milliseconds; resolves with those that were not. */
	misses(marks: readonly string[], ms: number): Promise<ReadonlySet<string>>;
	/** Resolves once the screen shows something; rejects with the screen where that takes too long. */
	until(pattern: RegExp): Promise<void>;
	close(): void;
};

const bin = fileURLToPath(new URL('../../../../node_modules/.bin', import.meta.url));

type Options = {
	readonly file: string;
	readonly args: readonly string[];
	readonly env: Readonly<Record<string, string>>;
	readonly home: string;
	readonly columns: number;
	readonly rows: number;
};

const patience = 30_000;

export const startProgram = ({ file, args, env, home, columns, rows }: Options): Program => {
	const oracle = createOracle(columns, rows);
	const child = pty.spawn(file, [...args], {
		name: 'xterm-256color',
		cols: columns,
		rows,
		cwd: home,
		env: { PATH: `${bin}${delimiter}${process.env.PATH}`, HOME: home, LANG: 'C.UTF-8', ...env },
	});
	let isClosed = false;
	let taken = Promise.resolve();
	const data = child.onData(chunk => {
		// In order, for the modes are judged after each piece.
		taken = taken.then(() => (isClosed ? undefined : oracle.write(chunk)));
	});
	const pause = () => new Promise(resolve => setTimeout(resolve, 5));
	const wait = async (isThere: (text: string) => boolean, ms: number) => {
		const end = performance.now() + ms;
		do {
			await pause();
			await taken;
			if (isThere(oracle.text())) return true;
		} while (performance.now() < end);
		return false;
	};
	return {
		oracle,
		type: keys => child.write(keys),
		async misses(marks, ms) {
			const missing = new Set(marks);
			await wait(text => {
				for (const mark of missing) if (text.includes(mark)) missing.delete(mark);
				return missing.size === 0;
			}, ms);
			return missing;
		},
		async until(pattern) {
			if (!(await wait(text => pattern.test(text), patience)))
				throw new Error(`the screen did not show ${pattern}:\n${oracle.text().trimEnd()}`);
		},
		close() {
			isClosed = true;
			data.dispose();
			child.kill('SIGHUP');
		},
	};
};
