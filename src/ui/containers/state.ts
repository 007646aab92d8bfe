import type { Container } from '../../engine/container.ts';
import { formatDuration } from '../../metrics/format.ts';
import { words } from '../action-words.ts';
import type { Style } from '../paint.ts';
import type { Acting } from './acting.ts';

/** Ended in a way nobody asked for, or never comes up. */
export const isSick = ({ state, health, exitCode, isOomKilled, error }: Container): boolean =>
	health === 'unhealthy' ||
	state === 'dead' ||
	state === 'restarting' ||
	(state === 'created' && error !== undefined) ||
	// 143 and 137 are what `docker stop` itself makes of a process that does not end by itself.
	(state === 'exited' && (isOomKilled === true || (exitCode !== undefined && ![0, 143, 137].includes(exitCode))));

/** Stopped in good order: hidden until all are asked for. */
export const isAtRest = (container: Container): boolean =>
	(container.state === 'exited' || container.state === 'created') && !isSick(container);

const rankOf = { dead: 1, restarting: 2, removing: 5, exited: 6, created: 7, paused: 4, running: 3 } as const;

/** Sorts the sick first; larger is more urgent. */
export const stateRank = (container: Container, isInTrouble = isSick(container)): number =>
	(isInTrouble ? 10 : 0) - rankOf[container.state] + (container.health === 'starting' ? 1 : 0);

type Shown = {
	readonly container: Container;
	/** Milliseconds since the epoch. */
	readonly now: number;
	readonly acting?: Acting | undefined;
	readonly isLooping?: boolean;
};

const since = (time: number, now: number): string => formatDuration(Math.max(0, now - time) / 1000).split(' ')[0]!;

/** The state in words: health where there is a check, the exit code and how long ago where it has ended. */
export const stateText = ({ container, now, acting, isLooping = false }: Shown): string => {
	const { state, health, exitCode, finishedAt } = container;
	if (acting?.phase === 'acting') return `${words[acting.action][0]} … ${since(acting.since, now)}`;
	const settled = state === 'running' ? (health ?? 'running') : state;
	if (acting) return `${acting.phase === 'waiting' ? 'waiting' : settled} … ${since(acting.since, now)}`;
	if (isLooping) return 'restart loop';
	if (state !== 'exited' || finishedAt === undefined) return settled;
	return `exited ${exitCode ?? '?'}, ${since(finishedAt, now)} ago`;
};

export const stateStyle = (container: Container, isInTrouble: boolean): Style =>
	isInTrouble
		? 'red'
		: container.state === 'running'
			? container.health === 'starting' || container.health === 'not healthy'
				? 'yellow'
				: 'green'
			: container.state === 'paused'
				? 'yellow'
				: 'white';
