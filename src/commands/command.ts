import type { SettingKind } from '../config/setting.ts';

/** One flag of a command; feeds the parser, help and completion. */
export type Flag = {
	/** Without the dashes. A switch named `no-x` is also understood as `--x`, which turns it off. */
	readonly name: string;
	/** One letter, for `-f`. */
	readonly short?: string;
	readonly kind: SettingKind;
	readonly placeholder: string;
	readonly summary: string;
	readonly env: string | undefined;
	readonly defaultText: string | undefined;
};

/** What a command is given and how it answers; nothing else of the process is a command's business. */
export type Invocation = {
	/** Flags as typed, by name; switches are `true` or `false`. */
	readonly flags: ReadonlyMap<string, string>;
	readonly input: readonly string[];
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Whether standard input, standard output and standard error are terminals. */
	readonly terminal: { readonly input: boolean; readonly output: boolean; readonly error: boolean };
	/** Writes to standard output and resolves when it is out: with false where the reader has gone, which is no error. */
	write(text: string): Promise<boolean>;
	/** The same for standard error: what is under way, and warnings. */
	tell(text: string): Promise<boolean>;
	/** Reads one line from standard input, without its end; absent where that has ended. */
	readLine(): Promise<string | undefined>;
};

/** Resolves with the exit status. */
export type Run = (invocation: Invocation) => Promise<number>;

export type Command = {
	readonly name: string;
	readonly summary: string;
	/** What follows the name in the usage line, e.g. `[flags]`. */
	readonly usage: string;
	readonly flags: readonly Flag[];
	/** How many words it takes besides flags. */
	readonly maxInput: number;
	/** What help says below the flags, wrapped by hand at 80 columns. */
	readonly notes: readonly string[];
	/** Words that completion offers in place of its input. */
	readonly words?: readonly string[];
	/** Loads the command's code only when it is run. */
	load(): Promise<Run>;
};
