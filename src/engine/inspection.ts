import type { Container } from './container.ts';
import { numberAt, textAt, timeAt } from './json-at.ts';
import { healthOf } from './list-row.ts';

/** What only an inspection tells of a container. */
export type Inspection = Pick<Container, 'health' | 'startedAt' | 'finishedAt' | 'exitCode' | 'restartCount'>;

export const notInspected: Inspection = {
	health: undefined,
	startedAt: undefined,
	finishedAt: undefined,
	exitCode: undefined,
	restartCount: undefined,
};

/** Reads the answer of `/containers/ID/json`. The exit code is that of the last run, and absent while one is under way. */
export const parseInspection = (json: unknown): Inspection => {
	const status = textAt(json, 'State', 'Status')?.toLowerCase() ?? '';
	const finishedAt = timeAt(json, 'State', 'FinishedAt');
	const isOver = finishedAt !== undefined && !['created', 'running', 'paused'].includes(status);
	return {
		health: healthOf(textAt(json, 'State', 'Health', 'Status') ?? textAt(json, 'State', 'Healthcheck', 'Status')),
		startedAt: timeAt(json, 'State', 'StartedAt'),
		finishedAt,
		exitCode: isOver ? numberAt(json, 'State', 'ExitCode') : undefined,
		restartCount: numberAt(json, 'RestartCount'),
	};
};
