import { spawn } from 'node:child_process';
import { type Clean, clean } from '../../text/clean.ts';

/**
 * What a program wrote; undefined where it failed, and why: there is none, it was too late or wrote too much, an earlier
 * run of it has not ended, or it failed, with the first line that it wrote or how it ended.
 */
export type Brief =
	| { readonly text: string }
	| { readonly text: undefined; readonly why: 'missing' | 'endless' | 'stuck' }
	| { readonly text: undefined; readonly why: 'failed'; readonly says: Clean };

const most = 2 ** 20;

const firstLine = (text: string): string => text.split('\n').find(line => line.trim() !== '') ?? '';

const failed = (says: string): Brief => ({ text: undefined, why: 'failed', says: clean(says.trim(), 200) });

/**
 * Runs a program that may hang in the kernel, where no signal reaches it: after `deadline` milliseconds it is killed and
 * waited for no longer, and until it is gone it is not run again, so that at most one of it hangs.
 */
export const createBriefRuns = (command: string, deadline: number) => {
	let isStuck = false;

	return (...args: readonly string[]): Promise<Brief> => {
		if (isStuck) return Promise.resolve({ text: undefined, why: 'stuck' });
		const { promise, resolve } = Promise.withResolvers<Brief>();
		const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LC_ALL: 'C' } });
		let text = '';
		let complaint = '';
		child.on('error', (error: NodeJS.ErrnoException) =>
			resolve(error.code === 'ENOENT' ? { text: undefined, why: 'missing' } : failed(error.message)),
		);
		// Without a process there may be no pipes either.
		if (child.pid === undefined) return promise;
		const giveUp = () => {
			isStuck = true;
			child.kill('SIGKILL');
			child.stdout.destroy();
			child.stderr.destroy();
			child.unref();
			resolve({ text: undefined, why: 'endless' });
		};
		const timer = setTimeout(giveUp, deadline);
		child.stdout.setEncoding('utf8').on('data', (part: string) => {
			text += part;
			if (text.length > most) giveUp();
		});
		child.stderr.setEncoding('utf8').on('data', (part: string) => {
			complaint = (complaint + part).slice(0, 1000);
		});
		child.on('close', (status, signal) => {
			clearTimeout(timer);
			isStuck = false;
			const how = signal === null ? `status ${status}` : signal;
			resolve(status === 0 ? { text } : failed(firstLine(text) || firstLine(complaint) || how));
		});
		return promise;
	};
};
