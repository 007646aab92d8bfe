import type { Command, Flag } from './command.ts';

const columns = 80;

const wrap = (text: string, width: number): readonly string[] => {
	const lines = [''];
	for (const word of text.split(' ')) {
		const line = lines.at(-1) ?? '';
		if (line !== '' && line.length + 1 + word.length > width) lines.push(word);
		else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
	}
	return lines;
};

const table = (rows: readonly (readonly [string, string])[]): readonly string[] => {
	const left = Math.max(...rows.map(([name]) => name.length)) + 4;
	return rows.flatMap(([name, text]) =>
		wrap(text, columns - left).map((line, index) => `${index === 0 ? `  ${name}` : ''}`.padEnd(left) + line),
	);
};

/** A flag as it is typed, e.g. `-n, --lines N`. */
export const flagName = ({ name, short, placeholder }: Flag): string =>
	`${short ? `-${short}, ` : ''}--${name}${placeholder && ` ${placeholder}`}`;

/** What a flag does, with its variable and its default. */
export const flagFacts = ({ summary, env, defaultText }: Flag): string => {
	const facts = [env && `env ${env}`, defaultText && `default ${defaultText}`].filter(Boolean).join('; ');
	return facts ? `${summary} (${facts})` : summary;
};

const flagRow = (flag: Flag): readonly [string, string] => [flagName(flag), flagFacts(flag)];

/** Help of the whole program, at most 80 columns wide. */
export const helpText = (commands: readonly Command[]): string =>
	[
		'aixcl runs and watches a local LLM stack: Ollama, Open WebUI, PostgreSQL.',
		'',
		'Usage: aixcl <command> [flags]',
		'',
		'Commands:',
		...table(commands.map(({ name, summary }) => [name, summary])),
		'',
		'Flags:',
		...table([
			['-h, --help', 'show help, also of a command: aixcl top --help'],
			['-v, --version', 'print the version'],
		]),
		'',
	].join('\n');

/** Help of one command, at most 80 columns wide. */
export const commandHelpText = ({ name, summary, usage, flags, notes }: Command): string =>
	[
		`aixcl ${name}: ${summary}`,
		'',
		`Usage: aixcl ${name} ${usage}`.trimEnd(),
		'',
		...(flags.length > 0 ? ['Flags:', ...table([...flags.map(flagRow), ['-h, --help', 'show this help']]), ''] : []),
		...(notes.length > 0 ? [...notes, ''] : []),
	].join('\n');
