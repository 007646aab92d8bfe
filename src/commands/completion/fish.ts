import type { Completable } from './words.ts';

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const linesOf = ({ name, summary, flags, words }: Completable): readonly string[] => {
	const inside = `complete -c aixcl -n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
	return [
		`complete -c aixcl -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
		...(words.length > 0 ? [`${inside} -f -a ${quoted(words.join(' '))}`] : []),
		...flags.map(flag => {
			const forms = flag.words.map(word => (word.startsWith('--') ? `-l ${word.slice(2)}` : `-s ${word.slice(1)}`));
			return `${inside} ${forms.join(' ')}${flag.takesValue ? ' -x' : ''} -d ${quoted(flag.summary)}`;
		}),
	];
};

/** The completion for fish. */
export const fishCompletion = (commands: readonly Completable[]): string =>
	[
		'# fish completion of aixcl. To have it: aixcl completion fish > ~/.config/fish/completions/aixcl.fish',
		...commands.flatMap(linesOf),
		'',
	].join('\n');
