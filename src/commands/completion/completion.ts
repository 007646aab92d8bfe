import { AixclError } from '../../errors.ts';
import { clean } from '../../text/clean.ts';
import type { Run } from '../command.ts';
import { commands } from '../commands.ts';
import { bashCompletion } from './bash.ts';
import { fishCompletion } from './fish.ts';
import { completable } from './words.ts';
import { zshCompletion } from './zsh.ts';

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

// Help is of commands, which the table cannot say of itself.
const offered = () => {
	const names = commands.map(({ name }) => name);
	return commands.map(command => completable(command.name === 'help' ? { ...command, words: names } : command));
};

/** Prints the completion script of a shell, made from the table of commands. */
export const runCompletion: Run = async ({ input: [shell = ''], write }) => {
	if (!Object.hasOwn(scripts, shell)) {
		throw new AixclError(shell === '' ? 'Which shell is it for?' : `There is no completion for "${clean(shell, 40)}"`, {
			code: 'usage',
			hint: 'Run aixcl completion bash, aixcl completion zsh or aixcl completion fish.',
		});
	}
	await write(scripts[shell as keyof typeof scripts](offered()));
	return 0;
};
