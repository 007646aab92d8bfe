import type { ContainerEvent } from '../../engine/details.ts';
import type { EventKind, PastEvent } from '../../metrics/event.ts';
import { clean } from '../../text/clean.ts';

const kinds: Readonly<Record<string, EventKind>> = {
	start: 'container.started',
	die: 'container.died',
	oom: 'container.oom',
};

/** The health that an event tells of; Podman tells it at every probe, Docker where it changed. */
const healthOf = ({ action, detail }: ContainerEvent): string | undefined =>
	action === 'health_status' ? detail : undefined;

const asPast = (kind: EventKind, { at, id, name, exitCode }: ContainerEvent): PastEvent => ({
	kind,
	at,
	within: 0,
	subject: name,
	labels: { id: clean(id), name },
	...(kind === 'container.died' && exitCode !== undefined && { exitCode }),
});

/**
 * What the engine told of containers as events of the past, in its order. A health is one only where it became bad, or
 * good again: that a container is healthy some time after its start is no news.
 */
export const fromEngine = (events: readonly ContainerEvent[]): readonly PastEvent[] => {
	const health = new Map<string, string>();
	return events.flatMap(event => {
		const kind = kinds[event.action];
		if (event.action === 'start') health.delete(event.id);
		if (kind) return [asPast(kind, event)];
		const now = healthOf(event);
		if (now === undefined || now === 'starting') return [];
		const before = health.get(event.id);
		health.set(event.id, now);
		if (now === 'unhealthy' && before !== 'unhealthy') return [asPast('container.unhealthy', event)];
		return now === 'healthy' && before === 'unhealthy' ? [asPast('container.healthy', event)] : [];
	});
};
