/** What a setting looks like from outside, before it is parsed. */
export type SettingKind = 'text' | 'switch';

/** One thing a person can set: by flag, by environment variable, or in the config file. */
export type Setting<T> = {
	/** Name of the flag without its dashes; the key in the config file, too. */
	readonly name: string;
	/** The environment variable, where there is one. */
	readonly env: string | undefined;
	readonly kind: SettingKind;
	/** Stands for the value in help, e.g. `URL`. */
	readonly placeholder: string;
	readonly summary: string;
	/** What help says about the default; absent where there is none. */
	readonly defaultText: string | undefined;
	/**
	 * The value that `text` stands for. Rejects with an AixclError, code `usage`, whose sentence begins with `label`:
	 * how the person wrote the setting, e.g. `--interval`.
	 */
	parse(text: string, label: string): T;
};

/** Where a value came from. `name` is the flag, the variable, the file, or what decided the default. */
export type Origin = { readonly kind: 'flag' | 'environment' | 'file' | 'default'; readonly name: string };

/** What flags, the environment or the file gave: the text as written, and how errors name it. */
export type Given = { readonly text: string; readonly label: string; readonly origin: Origin };
