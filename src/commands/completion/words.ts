import type { Command } from '../command.ts';

/** What completion offers after a command: its flags, which of them take a value, and words for its input. */
export type Completable = {
	readonly name: string;
	readonly summary: string;
	readonly flags: readonly {
		readonly words: readonly string[];
		readonly takesValue: boolean;
		readonly summary: string;
	}[];
	readonly words: readonly string[];
};

/** A command as completion sees it. */
export const completable = ({ name, summary, flags, words = [] }: Command): Completable => ({
	name,
	summary,
	flags: [
		...flags.map(flag => ({
			words: [`--${flag.name}`, ...(flag.short === undefined ? [] : [`-${flag.short}`])],
			takesValue: flag.kind === 'text',
			summary: flag.summary,
		})),
		{ words: ['--help', '-h'], takesValue: false, summary: 'show help' },
	],
	words,
});
