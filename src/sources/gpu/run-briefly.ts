import { spawn } from 'node:child_process';

/** What a program wrote; undefined where it failed, and why: there is none, it was too late or wrote too much, or it said no. */
export type Brief = { readonly text: string | undefined; readonly why?: 'missing' | 'endless' | 'refused' };

const most = 2 ** 20;

/**
 * Runs a program that may hang in the kernel, where no signal reaches it: after `deadline` milliseconds it is killed and
 * waited for no longer.
 */
export const runBriefly = (command: string, args: readonly string[], deadline: number): Promise<Brief> => {
	const { promise, resolve } = Promise.withResolvers<Brief>();
	const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, LC_ALL: 'C' } });
	let text = '';
	const give = (brief: Brief) => {
		clearTimeout(timer);
		child.kill('SIGKILL');
		child.stdout.destroy();
		child.unref();
		resolve(brief);
	};
	const timer = setTimeout(() => give({ text: undefined, why: 'endless' }), deadline);
	child.stdout.setEncoding('utf8').on('data', (part: string) => {
		text += part;
		if (text.length > most) give({ text: undefined, why: 'endless' });
	});
	child.on('error', error =>
		give({ text: undefined, why: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'refused' }),
	);
	child.on('close', status => give(status === 0 ? { text } : { text: undefined, why: 'refused' }));
	return promise;
};
