import { Script } from 'node:vm';

const scope = globalThis as { aixclWork?: (() => void) | undefined };
const script = new Script('aixclWork()');

const isTimeout = (error: unknown): boolean =>
	error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';

/**
 * What a computation comes to, or undefined where it takes longer than so many milliseconds: then it is broken off
 * where it stands, in the middle of a regular expression too. To begin costs more than most computations: give it many
 * at once.
 */
export const inTime = <T>(compute: () => T, milliseconds: number): { readonly result: T } | undefined => {
	let done: { readonly result: T } | undefined;
	scope.aixclWork = () => {
		done = { result: compute() };
	};
	try {
		script.runInThisContext({ timeout: milliseconds });
	} catch (error) {
		if (!isTimeout(error)) throw error;
	} finally {
		scope.aixclWork = undefined;
	}
	return done;
};
