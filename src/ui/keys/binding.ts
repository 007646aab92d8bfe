/** Where a key works: `everywhere` on the screen itself, the others where they stand, before it. */
export type Scope =
	| 'everywhere'
	| 'containers'
	| 'detail'
	| 'logs'
	| 'alerts'
	| 'changes'
	| 'llm'
	| 'prompt'
	| 'confirm'
	| 'confirm-name'
	| 'help'
	| 'dialog'
	| 'menu';

export type Binding = {
	readonly keys: readonly [string, ...string[]];
	readonly does: string;
	readonly says: string;
	readonly in: Scope;
	/** Its place in the footer, first to last; absent is help only. */
	readonly hint?: number;
	/** Changes something outside aixcl: asks before, and is dropped by --read-only. */
	readonly changes?: true;
};

/** What the keys of some bindings do: a table that misses one does not compile. */
export type Handlers<Bindings extends readonly Binding[]> = Readonly<
	Record<Bindings[number]['does'], (key: string) => void>
>;
