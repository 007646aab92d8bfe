import type { Invocation } from './command.ts';
import { findCommand } from './find-command.ts';
import { parseFlags } from './parse-flags.ts';

/** Forms people try before they know the commands. */
const aliases: Readonly<Record<string, string>> = {
	'--help': 'help',
	'-h': 'help',
	'--version': 'version',
	'-v': 'version',
	'-V': 'version',
};

/** Runs the command that `argv` (without node and script) asks for. Resolves with the exit status. */
export const dispatch = async (
	argv: readonly string[],
	surroundings: Omit<Invocation, 'flags' | 'input'>,
): Promise<number> => {
	const [first = 'help', ...rest] = argv;
	const command = findCommand(Object.hasOwn(aliases, first) ? (aliases[first] ?? first) : first);
	const { flags, input } = await parseFlags(command, rest);
	if (flags.get('help') === 'true') {
		const help = await findCommand('help').load();
		return help({ ...surroundings, flags: new Map(), input: [command.name] });
	}
	const run = await command.load();
	return run({ ...surroundings, flags, input });
};
