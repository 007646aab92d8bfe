import { setTimeout as pause } from 'node:timers/promises';
import type { Container } from '../../engine/container.ts';
import { formatDuration } from '../../metrics/format.ts';
import { type Condition, conditionOf } from '../../stack/condition.ts';
import { containerOf } from '../../stack/members.ts';
import { clean } from '../../text/clean.ts';
import type { Progress } from './progress.ts';

/** How a service that is not up was found when waiting ended. */
export type Laggard = {
	readonly name: string;
	readonly condition: Condition;
	readonly container: Container | undefined;
};

export type Waiting = {
	list(): Promise<readonly Container[]>;
	readonly progress: Progress;
	/** Seconds after which what still starts is given up. */
	readonly seconds: number;
	/** Told apart from a crash that repeats: restarts that happened before do not count. */
	readonly restartsBefore: ReadonlyMap<string, number>;
	readonly now?: () => number;
	readonly every?: number;
};

// Some services end once or twice because what they need is not ready yet.
const tolerated = 4;

const isLost = ({ condition, container }: Laggard, restartsBefore: Waiting['restartsBefore']): boolean => {
	if (condition === 'unhealthy' || condition === 'stopped' || condition === 'absent') return true;
	const restarts = (container?.restartCount ?? 0) - (restartsBefore.get(container?.id ?? '') ?? 0);
	return restarts >= tolerated || (condition === 'failing' && container?.state !== 'restarting');
};

const isRestarted = ({ condition, container }: Laggard): boolean =>
	condition === 'starting' && container?.health === undefined && Boolean(container?.restartCount);

const steadyAfter = 3000;

/**
 * Whether a container stays up, as far as can be told: one without a health check that was restarted before runs for a
 * moment each time it ends again. Its run has to be seen for a while.
 */
const createSteadiness = (now: () => number) => {
	const runs = new Map<string, { readonly startedAt: number | undefined; readonly since: number }>();
	return (container: Container | undefined): boolean => {
		if (!container || container.health !== undefined || !container.restartCount) return true;
		const seen = runs.get(container.id);
		if (seen?.startedAt !== container.startedAt || !seen) {
			runs.set(container.id, { startedAt: container.startedAt, since: now() });
			return false;
		}
		return now() - seen.since >= steadyAfter;
	};
};

/** Waits until these services are up. Resolves with those that are not: at once where waiting cannot help, else in time. */
export const waitHealthy = async (
	names: readonly string[],
	{ list, progress, seconds, restartsBefore, now = () => performance.now(), every = 1000 }: Waiting,
): Promise<readonly Laggard[]> => {
	const began = now();
	const told = new Set<string>();
	const isSteady = createSteadiness(now);
	for (;;) {
		const containers = await list();
		const laggards: Laggard[] = [];
		for (const name of names) {
			const container = containerOf(name, containers);
			const condition = conditionOf(container);
			if (condition !== 'up') laggards.push({ name, condition, container });
			else if (!isSteady(container)) laggards.push({ name, condition: 'starting', container });
			else if (!told.has(name)) {
				told.add(name);
				const word = container?.health === undefined ? 'runs' : 'is healthy';
				await progress.line(clean(`  ${name} ${word}`));
			}
		}
		const waited = (now() - began) / 1000;
		const isOver = waited >= seconds || laggards.some(laggard => isLost(laggard, restartsBefore));
		if (laggards.length === 0 || isOver) {
			await progress.clear();
			// What still starts after all that time, and has ended before, only seems to.
			return laggards.map(laggard => (isRestarted(laggard) ? { ...laggard, condition: 'failing' } : laggard));
		}
		const waitingFor = laggards.map(({ name }) => name).join(', ');
		await progress.state(clean(`  waiting for ${waitingFor} (${formatDuration(waited)})`));
		await pause(every);
	}
};
