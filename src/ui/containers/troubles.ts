import type { Container } from '../../engine/container.ts';
import type { ContainerEvent } from '../../engine/details.ts';

/** How far back deaths count as one restart loop, in milliseconds. */
export const loopWindow = 600_000;
const loopingFrom = 3;

/** A container that starts and dies again and again. */
export type RestartLoop = {
	readonly deaths: number /** Milliseconds between the first of them and now. */;
	readonly span: number;
};

// Signals that a program is told other things with than to end: HUP, USR1, USR2, CONT, WINCH.
const harmless = new Set(['1', '10', '12', '18', '28', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGCONT', 'SIGWINCH']);

type Deaths = {
	readonly times: readonly number[];
	/** Whether the engine has said that it starts it again after the last one: Podman calls it ended until then. */
	readonly isStartedAgain: boolean;
};

/**
 * When a container died and nobody had asked for it, of its own events in their order. Docker tells of an end that was
 * asked for by a signal before it and a stop after it, and of a restart when it is done; Podman of a restart before it
 * ends the container, and of its own ones after the container died.
 */
const ownDeaths = (events: readonly ContainerEvent[]): Deaths => {
	const times: number[] = [];
	let state: 'asked' | 'up' | 'died' | 'stopped' = 'up';
	let isStartedAgain = false;
	let isRestarted = false;
	for (const { action, at, detail } of events) {
		if (action === 'kill' && !harmless.has(detail ?? '')) state = 'asked';
		else if (action === 'die') {
			if (state !== 'asked') times.push(at);
			state = state === 'asked' ? 'stopped' : 'died';
			isStartedAgain = false;
		} else if (action === 'stop' && state === 'died') {
			times.pop();
			state = 'stopped';
		} else if (action === 'start') {
			isRestarted = state === 'stopped';
			state = 'up';
		} else if (action === 'restart') {
			if (state === 'died') isStartedAgain = true;
			else if (state === 'up' && !isRestarted) state = 'asked';
		}
	}
	return { times, isStartedAgain };
};

/** The loop of restarts by the engine that a container is in, as its last deaths tell; undefined where it is in none. */
export const restartLoop = (
	{ id, state, startedAt, restartCount }: Container,
	events: readonly ContainerEvent[],
	now: number,
): RestartLoop | undefined => {
	// Podman tells a stop that was asked for, and the start after it, by no other events than a death of its own: only the
	// count tells them apart, and while it is not known neither is the loop.
	if (!restartCount) return undefined;
	const { times, isStartedAgain } = ownDeaths(events.filter(event => event.id === id && now - event.at < loopWindow));
	const isAgain = state === 'running' || state === 'restarting' || (state === 'exited' && isStartedAgain);
	const [first] = times;
	if (!isAgain || first === undefined || times.length < loopingFrom) return undefined;
	// One that has come to stay is out of it: it runs longer than the whole loop took for a round.
	const span = now - first;
	const isStable = state === 'running' && startedAt !== undefined && now - startedAt > (2 * span) / times.length;
	return isStable ? undefined : { deaths: times.length, span };
};

/**
 * Whether a signal ended it that was not sent by way of the engine: the kernel's for want of memory, or somebody's. As
 * the events tell; where they do not reach back to its end, it is not known and false.
 */
export const wasKilled = ({ id, state, exitCode }: Container, events: readonly ContainerEvent[]): boolean => {
	if (state !== 'exited' || (exitCode !== 137 && exitCode !== 143)) return false;
	const own = events.filter(event => event.id === id);
	const end = own.findLast(({ action }) => action === 'die');
	return end !== undefined && ownDeaths(own).times.at(-1) === end.at;
};

/** The containers of its project that a created container still waits for, with what compose was told to wait for. */
export const waitsFor = (
	container: Container,
	all: readonly Container[],
): readonly { readonly service: string; readonly until: string }[] =>
	container.state !== 'created'
		? []
		: (container.dependsOn ?? []).flatMap(({ service, condition }) => {
				const needed = all.find(each => each.project === container.project && each.service === service);
				const until = isMet(condition, needed);
				return until === undefined ? [] : [{ service, until }];
			});

/** What is missing for a condition of `depends_on`; undefined where it holds. */
const isMet = (condition: string, needed: Container | undefined): string | undefined => {
	if (condition === 'service_completed_successfully')
		return needed?.state === 'exited' && needed.exitCode === 0 ? undefined : 'has ended well';
	if (condition === 'service_healthy')
		return needed?.state === 'running' && needed.health === 'healthy' ? undefined : 'is healthy';
	return needed?.state === 'running' ? undefined : 'runs';
};
