import { AixclError } from '../errors.ts';

/**
 * What went wrong, for code that must decide: `absent` there is none here, `unreachable` no connection, `forbidden` this
 * user may not, `cut` it broke, `timeout` no answer in time, `unknown` whether it was done cannot be known, `answered` the
 * engine refused with an HTTP status, `version` it no longer speaks the API version agreed on, `garbled` the answer makes no
 * sense, `refused` aixcl itself will not.
 */
export type EngineErrorKind =
	| 'absent'
	| 'unreachable'
	| 'forbidden'
	| 'cut'
	| 'timeout'
	| 'unknown'
	| 'answered'
	| 'version'
	| 'garbled'
	| 'refused';

/** A failure of, or on the way to, the container engine. Holds no library error: those may hold secrets. */
export class EngineError extends AixclError {
	readonly kind: EngineErrorKind;
	/** HTTP status, where the engine gave one. */
	readonly status: number | undefined;

	constructor(message: string, options: { kind: EngineErrorKind; hint?: string; status?: number }) {
		super(message, { code: 'engine', ...(options.hint === undefined ? {} : { hint: options.hint }) });
		this.kind = options.kind;
		this.status = options.status;
	}
}
