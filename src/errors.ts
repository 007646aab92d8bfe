export type ErrorCode =
	| 'usage'
	| 'config'
	| 'prometheus'
	| 'alertmanager'
	| 'ollama'
	| 'local'
	| 'engine'
	| 'stack'
	| 'terminal';

/** A failure we expect and can explain in one sentence. Anything else that is thrown is a bug. */
export class AixclError extends Error {
	override readonly name = 'AixclError';
	readonly code: ErrorCode;
	/** What the user can do about it, in the imperative. */
	readonly hint: string | undefined;

	constructor(message: string, options: { code: ErrorCode; hint?: string; cause?: unknown }) {
		// Sentences are put into others and into lists: their full stop is for whoever ends one.
		super(message.replace(/\.$/, ''), { cause: options.cause });
		this.code = options.code;
		this.hint = options.hint;
	}
}

/** The sentence and the hint to show for anything thrown; a bug keeps its own message, first line only. */
export const describeError = (error: unknown): { readonly message: string; readonly hint: string | undefined } => {
	if (error instanceof AixclError) return { message: error.message, hint: error.hint };
	const text = error instanceof Error ? error.message : String(error);
	return { message: text.split('\n', 1)[0] ?? '', hint: undefined };
};
