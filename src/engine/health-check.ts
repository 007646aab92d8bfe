import { clean } from '../text/clean.ts';
import type { HealthCheck, HealthProbe } from './details.ts';
import { at, listAt, numberAt, textAt, textsAt, timeAt } from './json-at.ts';
import { cleanMasked } from './secret-values.ts';

const longestOutput = 500;
const mostProbes = 10;

/** What an inspection tells of the last health checks; Podman's older answers name it otherwise. */
export const parseProbes = (json: unknown): Pick<HealthCheck, 'failingStreak' | 'probes'> => {
	const health = at(json, 'State', 'Health') ?? at(json, 'State', 'Healthcheck');
	return {
		failingStreak: Math.max(0, numberAt(health, 'FailingStreak') ?? 0),
		probes: listAt(health, 'Log').slice(-mostProbes).map(parseProbe),
	};
};

/** The health check and its last results; undefined where a container has none. */
export const parseHealthCheck = (json: unknown): HealthCheck | undefined => {
	const config = at(json, 'Config', 'Healthcheck');
	const test = textsAt(config, 'Test');
	if (test.length === 0 || test[0] === 'NONE') return undefined;
	return {
		test: cleanMasked(test.join(' '), 1000),
		interval: secondsAt(config, 'Interval'),
		timeout: secondsAt(config, 'Timeout'),
		retries: numberAt(config, 'Retries') || undefined,
		...parseProbes(json),
	};
};

const parseProbe = (json: unknown): HealthProbe => ({
	at: timeAt(json, 'End'),
	exitCode: numberAt(json, 'ExitCode'),
	output: endOf(textAt(json, 'Output') ?? ''),
});

// What a failing command says last is why it failed. Engines keep 4096 bytes at most.
const endOf = (output: string) => {
	const line = output
		.slice(-4096)
		.trim()
		.replace(/\s*\n\s*/g, ' ');
	const shown = cleanMasked(line, longestOutput * 100);
	return clean(shown.length > longestOutput ? `…${shown.slice(1 - longestOutput)}` : shown);
};

// The engine counts nanoseconds; 0 is its default.
const secondsAt = (json: unknown, key: string): number | undefined => {
	const nanoseconds = numberAt(json, key);
	return nanoseconds === undefined || nanoseconds <= 0 ? undefined : nanoseconds / 1e9;
};
