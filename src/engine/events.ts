import { actionOf, idOf, parseContainerEvent } from './container-event.ts';
import type { ContainerEvent } from './details.ts';
import { isContainerId } from './list-row.ts';

/** The actions after which a list of containers may look different. */
export const listChanging = [
	'create',
	'start',
	'die',
	'stop',
	'restart',
	'pause',
	'unpause',
	'destroy',
	'remove',
	'rename',
	'oom',
	'health_status',
	'update',
] as const;

// What health checks run is left out of what is told: three events each time, and some of them each second.
const told: readonly string[] = [...listChanging, 'kill'];

/** The filters of `/events`. Podman refuses names of events that it does not know. */
export const eventFilters = (product: 'docker' | 'podman'): object => ({
	type: ['container'],
	...(product === 'docker' ? { event: told } : {}),
});

export type EventLine = {
	/** The ID of the container that may look different in the list; `any` where that cannot be told. */
	readonly changed: string | undefined;
	/** What happened; undefined where that cannot be read, or is not worth telling. */
	readonly event: ContainerEvent | undefined;
};

/** Reads a line of `/events`. */
export const readEvent = (line: string): EventLine => {
	if (line.trim() === '') return { changed: undefined, event: undefined };
	let json: unknown;
	try {
		json = JSON.parse(line);
	} catch {
		return { changed: 'any', event: undefined };
	}
	const action = actionOf(json);
	const id = idOf(json);
	return {
		changed: !listChanging.some(name => name === action) ? undefined : isContainerId(id) ? id : 'any',
		event: told.includes(action) ? parseContainerEvent(json) : undefined,
	};
};
