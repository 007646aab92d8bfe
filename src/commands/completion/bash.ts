import type { Completable } from './words.ts';

const branch = ({ name, flags, words }: Completable): readonly string[] => {
	const valued = flags.filter(({ takesValue }) => takesValue).flatMap(flag => flag.words);
	return [
		`\t${name})`,
		`\t\twords='${[...words, ...flags.flatMap(flag => flag.words)].join(' ')}'`,
		...(valued.length > 0 ? [`\t\tcase $previous in ${valued.join(' | ')}) return 0 ;; esac`] : []),
		'\t\t;;',
	];
};

/** The completion for bash: needs nothing but bash itself. */
export const bashCompletion = (commands: readonly Completable[]): string =>
	[
		'# bash completion of aixcl. To have it: eval "$(aixcl completion bash)" in ~/.bashrc',
		'_aixcl() {',
		`\tlocal current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} words`,
		'\tCOMPREPLY=()',
		'\tif [ "$COMP_CWORD" -eq 1 ]; then',
		`\t\twords='${commands.map(({ name }) => name).join(' ')} --help --version'`,
		'\telse',
		`\t\tcase \${COMP_WORDS[1]} in`,
		...commands.flatMap(branch).map(line => `\t${line}`),
		'\t\t*) return 0 ;;',
		'\t\tesac',
		'\tfi',
		'\tlocal word',
		'\tfor word in $words; do',
		'\t\tcase $word in "$current"*) COMPREPLY+=("$word") ;; esac',
		'\tdone',
		'}',
		'complete -o default -F _aixcl aixcl',
		'',
	].join('\n');
