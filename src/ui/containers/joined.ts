import type { Container, ContainerStats } from '../../engine/container.ts';
import type { ContainerEvent } from '../../engine/details.ts';
import { lastValue } from '../../store/remote.ts';
import { byText } from '../../text/order.ts';
import type { Model } from '../model.ts';
import { isRunning } from '../state.ts';
import { containersThen } from '../time/past-containers.ts';
import type { Row } from './columns.ts';
import { remembering } from './remembering.ts';
import { isAtRest, isSick } from './state.ts';
import { restartLoop, wasKilled } from './troubles.ts';
import { usageOf, watchesAnotherMachine } from './usage.ts';

/** Every container with what it uses. */
export type Joined = {
	/** In the order of their names. */
	readonly rows: readonly Row[];
	readonly byId: ReadonlyMap<string, Row>;
	/** Whether Prometheus measured any of them, and whether it measures those of another machine. */
	readonly isMeasured: boolean;
	readonly isElsewhere: boolean;
	/** Milliseconds between the oldest and the newest of what the engine was asked: of very many they are asked by turns. */
	readonly askedOver: number;
};

const askedOver = (rows: readonly Row[]): number => {
	const moments = rows.flatMap(({ usage }) => (usage?.from === 'engine' ? [usage.at] : []));
	return moments.length === 0 ? 0 : Math.max(...moments) - Math.min(...moments);
};

const loopingIds = (
	containers: readonly Container[],
	events: readonly ContainerEvent[],
	now: number,
): ReadonlySet<string> => {
	const died = new Set(events.filter(({ action }) => action === 'die').map(({ id }) => id));
	const suspects = containers.filter(({ id }) => died.has(id));
	return new Set(suspects.filter(each => restartLoop(each, events, now) !== undefined).map(({ id }) => id));
};

const noContainers: readonly Container[] = [];
const noStats: ReadonlyMap<string, ContainerStats> = new Map();
const lastJoined = remembering<Joined>();

/** The containers that the table is about: the engine's, or, in the past, those that were measured then. */
const shownContainers = ({ containers, snapshot, state, source }: Model): readonly Container[] => {
	const now = lastValue(containers) ?? noContainers;
	if (state.at === undefined) return now;
	const then = lastValue(snapshot);
	return then && source.name === 'prometheus' && then.at === state.at ? containersThen(then, now) : noContainers;
};

/** What the table is made of, filtered and sorted or not. Remembers its last answer: a key joins nothing anew. */
export const joinedContainers = (model: Model): Joined => {
	const { snapshot, stats, events, state, clock, engine } = model;
	const { acting } = state;
	const all = shownContainers(model);
	const isPast = state.at !== undefined;
	return lastJoined([all, snapshot, stats, events, engine, acting, isPast], () => {
		const looping = isPast ? new Set<string>() : loopingIds(all, events, clock.wall);
		// Numbers that are no longer renewed give way to the engine's, and stand only where it has none.
		const last = lastValue(snapshot);
		const fresh = snapshot.status === 'fresh' ? last : undefined;
		const sampled = isPast ? noStats : stats;
		const rows = all
			.map((container): Row => {
				const isLooping = looping.has(container.id);
				const isInTrouble = isLooping || isSick(container) || (!isPast && wasKilled(container, events));
				return {
					container,
					// A rate outlives what it was measured of by its window.
					usage: isRunning(container)
						? (usageOf(container, fresh, sampled) ?? usageOf(container, last, sampled))
						: undefined,
					cores: engine.info?.cores,
					acting: isPast ? undefined : acting.get(container.id),
					isLooping,
					isInTrouble,
					isAtRest: !isInTrouble && isAtRest(container),
				};
			})
			.sort((a, b) => byText(a.container.name, b.container.name));
		return {
			rows,
			byId: new Map(rows.map(row => [row.container.id, row])),
			isMeasured: rows.some(({ usage }) => usage?.from === 'prometheus'),
			askedOver: askedOver(rows),
			isElsewhere: !isPast && watchesAnotherMachine(last, all),
		};
	});
};
