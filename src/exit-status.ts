import { AixclError, type ErrorCode } from './errors.ts';

const statusOf: Readonly<Record<ErrorCode, number>> = {
	usage: 2,
	config: 2,
	terminal: 2,
	engine: 2,
	stack: 1,
	prometheus: 3,
	alertmanager: 3,
	ollama: 3,
	local: 3,
};

/** The exit status of a run that ended with this error; a bug is 70, as in sysexits.h. */
export const exitStatusOf = (error: unknown): number => (error instanceof AixclError ? statusOf[error.code] : 70);
