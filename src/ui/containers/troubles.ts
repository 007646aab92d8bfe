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

/** The restart loop a container is in, as its last deaths tell; undefined where it is in none. */
export const restartLoop = (
	{ id, state, startedAt }: Container,
	events: readonly ContainerEvent[],
	now: number,
): RestartLoop | undefined => {
	if (state !== 'running' && state !== 'restarting') return undefined;
	const deaths = events.filter(event => event.id === id && event.action === 'die' && now - event.at < loopWindow);
	const first = deaths[0];
	if (first === undefined || deaths.length < loopingFrom) return undefined;
	// One that has come to stay is out of it: it runs longer than the whole loop took for a round.
	const span = now - first.at;
	const isStable = state === 'running' && startedAt !== undefined && now - startedAt > (2 * span) / deaths.length;
	return isStable ? undefined : { deaths: deaths.length, span };
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
