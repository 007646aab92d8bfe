import type { Command } from '../../commands/command.ts';
import { commands } from '../../commands/commands.ts';
import { flagFacts, flagName } from '../../commands/help-text.ts';
import { settingIds, settings } from '../../config/settings.ts';
import { variables } from '../../stack/variables.ts';
import { escaped, item, paragraphs, request } from './roff.ts';

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const flagParts = (command: Command): readonly string[] => {
	const { flags } = command;
	const same = commands.slice(0, commands.indexOf(command)).find(other => flags.length > 0 && other.flags === flags);
	return same
		? ['.PP', escaped(`Its flags are those of aixcl ${same.name}.`)]
		: flags.flatMap(flag => item(flagName(flag), flagFacts(flag)));
};

const commandPart = (command: Command): readonly string[] => [
	request('SS', `aixcl ${command.name} ${command.usage}`.trimEnd()),
	escaped(sentence(command.summary)),
	...flagParts(command),
	...paragraphs(command.notes),
];

const environment: readonly (readonly [name: string, text: string])[] = [
	...settingIds
		.map(id => settings[id])
		.map(({ env, name }) => [env, `Stands for --${name} where that is not given.`] as const),
	['DOCKER_CONTEXT', 'The docker context that names the engine, where neither --host nor DOCKER_HOST does.'],
	['COMPOSE_PROFILES', 'Stands for --profile of aixcl start where that is not given.'],
	['XDG_CONFIG_HOME', 'Where the folder of the settings is, ~/.config where it is not set.'],
	['XDG_STATE_HOME', 'Where the folder of the passwords is, ~/.local/state where it is not set.'],
];

const files: readonly (readonly [name: string, text: string])[] = [
	['~/.config/aixcl/config.json', 'Settings: JSON with the names of the flags as keys. aixcl config says where it is.'],
	['~/.config/aixcl/.env', 'Variables of the stack, one NAME=VALUE a line.'],
	['~/.local/state/aixcl/secrets', 'The passwords of the stack, one a file, in a folder only its owner may enter.'],
];

const statuses: readonly (readonly [name: string, text: string])[] = [
	['0', 'All is well, or was done.'],
	['1', 'Something is unhealthy, fires or was not done; each command says above what that is.'],
	['2', 'Wrong usage, a wrong setting, no terminal where one is needed, or a container engine that cannot be used.'],
	['3', 'No source of numbers could be read.'],
	['70', 'A bug in aixcl.'],
	['128 and more', 'A signal ended it: 130 is an interrupt, 143 a request to terminate.'],
];

const items = (list: readonly (readonly [name: string, text: string])[]): readonly string[] =>
	list.flatMap(([name, text]) => item(name, text));

/** The manual page of section 1, in the man macros of roff, from the one table of commands. */
export const manPage = (version: string): string =>
	[
		'.\\" Generated from the table of commands when aixcl is built.',
		request('TH', 'AIXCL', '1', '', `aixcl ${version}`, 'User Commands'),
		// Names of variables and flags are to be found as they are typed.
		'.nh',
		'.ad l',
		request('SH', 'NAME'),
		'aixcl \\- run and watch a local LLM stack',
		request('SH', 'SYNOPSIS'),
		'.B aixcl',
		'.I command',
		'.RI [ flags ]',
		request('SH', 'DESCRIPTION'),
		'.B aixcl',
		escaped(
			'runs and watches a local LLM stack: Ollama, Open WebUI, PostgreSQL, and the metrics beside them. Its heart is aixcl top: one screen with the machine, its containers, its database and their logs, live.',
		),
		'.PP',
		escaped(
			'aixcl help COMMAND, or --help after a command, prints what is said of it here; aixcl --version the version.',
		),
		request('SH', 'COMMANDS'),
		...commands.flatMap(commandPart),
		request('SH', 'ENVIRONMENT'),
		...items(environment),
		'.PP',
		escaped(
			`The stack is configured by variables of its own, in the environment or in the file .env: ${variables.map(({ name }) => name).join(', ')}. compose/.env.example in the package describes each.`,
		),
		request('SH', 'FILES'),
		...items(files),
		request('SH', 'EXIT STATUS'),
		...items(statuses),
		request('SH', 'SEE ALSO'),
		...['docker', 'podman', 'prometheus', 'amtool'].map((name, index, all) =>
			request('BR', name, `(1)${index < all.length - 1 ? ',' : ''}`),
		),
		'.PP',
		escaped('README.md and MONITORING.md in the package.'),
		'',
	].join('\n');
