import { AixclError } from '../errors.ts';
import { clean } from '../text/clean.ts';
import { closest } from '../text/closest.ts';
import type { Command } from './command.ts';
import { commands } from './commands.ts';

/** The command of that name, or an AixclError that suggests the nearest one. */
export const findCommand = (name: string): Command => {
	const command = commands.find(known => known.name === name);
	if (command) return command;
	const near = closest(
		name,
		commands.map(known => known.name),
	);
	const [what, word] = name.startsWith('-')
		? [`The flag ${clean(name.split('=', 1)[0] ?? '', 40)} needs a command before it`, 'aixcl top']
		: [`There is no command "${clean(name, 40)}"`, near && `aixcl ${near}`];
	throw new AixclError(what, {
		code: 'usage',
		hint: word ? `Did you mean ${word}?` : 'Run aixcl help for the commands.',
	});
};
