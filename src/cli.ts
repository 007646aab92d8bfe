import { dispatch } from './commands/dispatch.ts';
import { writeTo } from './commands/standard-output.ts';
import { AixclError, describeError } from './errors.ts';
import { exitStatusOf } from './exit-status.ts';
import { clean } from './text/clean.ts';

const explain = (error: unknown): string => {
	const { message, hint } = describeError(error);
	if (error instanceof AixclError)
		return [`aixcl: ${clean(message)}`, hint && `       ${clean(hint)}`].filter(Boolean).join('\n');
	const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line)) : [];
	return [`aixcl: This is a bug in aixcl: ${clean(message)}`, ...frames.map(line => clean(line))].join('\n');
};

const main = async (): Promise<number> => {
	try {
		return await dispatch(process.argv.slice(2), {
			env: process.env,
			terminal: {
				input: process.stdin.isTTY === true,
				output: process.stdout.isTTY === true,
				error: process.stderr.isTTY === true,
			},
			write: text => writeTo(process.stdout, text),
			tell: text => writeTo(process.stderr, text),
			readLine: async () => {
				const { readLineOf } = await import('./commands/standard-input.ts');
				return readLineOf(process.stdin);
			},
		});
	} catch (error) {
		await writeTo(process.stderr, `${explain(error)}\n`).catch(() => false);
		return exitStatusOf(error);
	}
};

process.exit(await main());
