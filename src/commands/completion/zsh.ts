import type { Completable } from './words.ts';

// Inside single quotes, in a description between brackets or after a colon.
const quoted = (text: string): string => text.replaceAll("'", "'\\''").replace(/[[\]:\\]/g, '\\$&');

const flagSpecs = ({ flags }: Completable): readonly string[] =>
	flags.flatMap(({ words, takesValue, summary }) =>
		words.map(word => `'${takesValue ? '*' : ''}${word}[${quoted(summary)}]${takesValue ? ':value:' : ''}'`),
	);

const branch = (command: Completable): readonly string[] => [
	`\t\t${command.name})`,
	'\t\t\t_arguments -s \\',
	...flagSpecs(command).map(spec => `\t\t\t\t${spec} \\`),
	`\t\t\t\t'*:word:(${command.words.join(' ')})'`,
	'\t\t\t;;',
];

/** The completion for zsh. */
export const zshCompletion = (commands: readonly Completable[]): string =>
	[
		'#compdef aixcl',
		'# zsh completion of aixcl. To have it: aixcl completion zsh > DIRECTORY_IN_FPATH/_aixcl',
		'_aixcl() {',
		'\tlocal -a commands',
		`\tcommands=(${commands.map(({ name, summary }) => `'${name}:${quoted(summary)}'`).join(' ')})`,
		'\tif (( CURRENT == 2 )); then',
		"\t\t_describe 'command' commands",
		'\t\treturn',
		'\tfi',
		'\tlocal command=$words[2]',
		'\tshift words',
		'\t(( CURRENT-- ))',
		'\tcase $command in',
		...commands.flatMap(branch),
		'\tesac',
		'}',
		// Loaded from a file it is called at once; read by eval it only registers.
		'if [ "$funcstack[1]" = _aixcl ]; then _aixcl "$@"; else compdef _aixcl aixcl; fi',
		'',
	].join('\n');
