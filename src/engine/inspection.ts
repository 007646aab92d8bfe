import type { Container } from './container.ts';
import { parseProbes } from './health-check.ts';
import { at, numberAt, textAt, timeAt } from './json-at.ts';
import { healthOf } from './list-row.ts';
import { cleanMasked } from './secret-values.ts';

/** What only an inspection tells of a container. */
export type Inspection = Pick<
	Container,
	| 'health'
	| 'startedAt'
	| 'finishedAt'
	| 'exitCode'
	| 'restartCount'
	| 'isOomKilled'
	| 'error'
	| 'healthOutput'
	| 'healthFailures'
	| 'isOnHostNetwork'
>;

export const notInspected: Inspection = {
	health: undefined,
	startedAt: undefined,
	finishedAt: undefined,
	exitCode: undefined,
	restartCount: undefined,
	isOomKilled: undefined,
	error: undefined,
	healthOutput: undefined,
	healthFailures: undefined,
	isOnHostNetwork: undefined,
};

/** Reads the answer of `/containers/ID/json`. The exit code is that of the last run, and absent while one is under way. */
export const parseInspection = (json: unknown): Inspection => {
	const status = textAt(json, 'State', 'Status')?.toLowerCase() ?? '';
	const finishedAt = timeAt(json, 'State', 'FinishedAt');
	const isOver = finishedAt !== undefined && !['created', 'running', 'paused'].includes(status);
	const isOomKilled = at(json, 'State', 'OOMKilled');
	const error = textAt(json, 'State', 'Error');
	const { failingStreak, probes } = parseProbes(json);
	const last = probes.at(-1);
	return {
		health: healthOf(textAt(json, 'State', 'Health', 'Status') ?? textAt(json, 'State', 'Healthcheck', 'Status')),
		startedAt: timeAt(json, 'State', 'StartedAt'),
		finishedAt,
		exitCode: isOver ? numberAt(json, 'State', 'ExitCode') : undefined,
		restartCount: numberAt(json, 'RestartCount'),
		isOomKilled: typeof isOomKilled === 'boolean' ? isOomKilled : undefined,
		error: error === undefined ? undefined : cleanMasked(error, 400),
		healthOutput: last && last.exitCode !== 0 && last.output !== '' ? last.output : undefined,
		healthFailures: probes.length === 0 ? undefined : failingStreak,
		// Podman's list does not tell.
		isOnHostNetwork: textAt(json, 'HostConfig', 'NetworkMode') === 'host',
	};
};
