import { spawn } from 'node:child_process';
import { clean } from '../text/clean.ts';

/** How a program ended, and the end of what it said. */
export type Ended = {
	/** Absent where there is no such program, or a signal ended it. */
	readonly status: number | undefined;
	/** Whether it could be started at all. */
	readonly wasFound: boolean;
	readonly output: string;
	readonly complaint: string;
};

export type RunOptions = {
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Milliseconds until it is ended. */
	readonly ms?: number;
	readonly input?: string;
	/**
	 * `capture` keeps both streams; `terminal` gives it our standard error to draw on; a function is told each line of
	 * either stream, cleaned.
	 */
	readonly output?: 'capture' | 'terminal' | ((line: string) => void);
};

const kept = 2 ** 20;

const lineTeller = (tell: (line: string) => void) => {
	let rest = '';
	return {
		push(text: string) {
			const lines = (rest + text).split(/\r?\n|\r/);
			rest = (lines.pop() ?? '').slice(-4096);
			for (const line of lines) if (line.trim() !== '') tell(clean(line));
		},
		end() {
			if (rest.trim() !== '') tell(clean(rest));
		},
	};
};

/** Runs a program without a shell. Never rejects: how it went is in the answer. */
export const runProgram = (
	command: string,
	args: readonly string[],
	{ env, ms, input, output = 'capture' }: RunOptions,
): Promise<Ended> =>
	new Promise(resolve => {
		const isTerminal = output === 'terminal';
		const child = spawn(command, args, {
			env,
			stdio: [input === undefined ? 'ignore' : 'pipe', isTerminal ? 2 : 'pipe', isTerminal ? 2 : 'pipe'],
			...(ms === undefined ? {} : { timeout: ms }),
		});
		const said = { output: '', complaint: '' };
		const tellers =
			typeof output === 'function' ? { output: lineTeller(output), complaint: lineTeller(output) } : undefined;
		const take = (where: keyof typeof said) => (text: string) => {
			said[where] = (said[where] + text).slice(-kept);
			tellers?.[where].push(text);
		};
		child.stdout?.setEncoding('utf8').on('data', take('output'));
		child.stderr?.setEncoding('utf8').on('data', take('complaint'));
		child.stdin?.on('error', () => {});
		child.stdin?.end(input);
		child.on('error', () => resolve({ status: undefined, wasFound: false, ...said }));
		child.on('close', status => {
			tellers?.output.end();
			tellers?.complaint.end();
			resolve({ status: status ?? undefined, wasFound: true, ...said });
		});
	});
