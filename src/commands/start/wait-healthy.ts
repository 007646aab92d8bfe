import { setTimeout as pause } from 'node:timers/promises';
import type { Container } from '../../engine/container.ts';
import { formatDuration } from '../../metrics/format.ts';
import { type Condition, conditionOf } from '../../stack/condition.ts';
import { containerOf } from '../../stack/members.ts';
import { literal } from '../../text/clean.ts';
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
	return condition === 'failing' && (container?.state !== 'restarting' || restarts >= tolerated);
};

/** Waits until these services are up. Resolves with those that are not: at once where waiting cannot help, else in time. */
export const waitHealthy = async (
	names: readonly string[],
	{ list, progress, seconds, restartsBefore, now = () => performance.now(), every = 1000 }: Waiting,
): Promise<readonly Laggard[]> => {
	const began = now();
	const told = new Set<string>();
	for (;;) {
		const containers = await list();
		const laggards: Laggard[] = [];
		for (const name of names) {
			const container = containerOf(name, containers);
			const condition = conditionOf(container);
			if (condition !== 'up') laggards.push({ name, condition, container });
			else if (!told.has(name)) {
				told.add(name);
				const word = container?.health === undefined ? 'runs' : 'is healthy';
				await progress.line(literal(`  ${name} ${word}`));
			}
		}
		const waited = (now() - began) / 1000;
		const isOver = waited >= seconds || laggards.some(laggard => isLost(laggard, restartsBefore));
		if (laggards.length === 0 || isOver) {
			await progress.clear();
			return laggards;
		}
		const waitingFor = laggards.map(({ name }) => name).join(', ');
		await progress.state(literal(`  waiting for ${waitingFor} (${formatDuration(waited)})`));
		await pause(every);
	}
};
