import type { Run } from './command.ts';
import { commands } from './commands.ts';
import { findCommand } from './find-command.ts';
import { commandHelpText, helpText } from './help-text.ts';

/** Prints the help of the program, or of the command named. */
export const runHelp: Run = async ({ input: [name], write }) => {
	await write(name === undefined ? helpText(commands) : commandHelpText(findCommand(name)));
	return 0;
};
