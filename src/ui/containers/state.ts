import type { Container, ContainerAction } from '../../engine/container.ts';
import { formatDuration } from '../../metrics/format.ts';
import { words } from '../action-words.ts';
import type { Style } from '../paint.ts';

/** Ended in a way nobody asked for, or never comes up. */
export const isSick = ({ state, health, exitCode }: Container): boolean =>
	health === 'unhealthy' ||
	state === 'dead' ||
	state === 'restarting' ||
	// 143 and 137 are what `docker stop` itself makes of a process that does not end by itself.
	(state === 'exited' && exitCode !== undefined && ![0, 143, 137].includes(exitCode));

/** Stopped in good order: hidden until all are asked for. */
export const isAtRest = (container: Container): boolean =>
	(container.state === 'exited' || container.state === 'created') && !isSick(container);

const rankOf = { dead: 1, restarting: 2, removing: 5, exited: 6, created: 7, paused: 4, running: 3 } as const;

/** Sorts the sick first; larger is more urgent. */
export const stateRank = (container: Container): number =>
	(isSick(container) ? 10 : 0) - rankOf[container.state] + (container.health === 'starting' ? 1 : 0);

/** The state in words: health where there is a check, the exit code and how long ago where it has ended. */
export const stateText = ({
	container,
	now,
	acting,
}: {
	readonly container: Container;
	readonly now: number;
	readonly acting: ContainerAction | undefined;
}): string => {
	if (acting !== undefined) return `${words[acting][0]} …`;
	const { state, health, exitCode, finishedAt } = container;
	if (state === 'running') return health ?? 'running';
	if (state !== 'exited' || finishedAt === undefined) return state;
	return `exited ${exitCode ?? '?'}, ${formatDuration(Math.max(0, now - finishedAt) / 1000).split(' ')[0]} ago`;
};

export const stateStyle = (container: Container): Style =>
	isSick(container)
		? 'red'
		: container.state === 'running'
			? container.health === 'starting'
				? 'yellow'
				: 'green'
			: container.state === 'paused'
				? 'yellow'
				: 'white';
