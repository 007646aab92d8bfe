import type { ContainerEvent } from '../../engine/details.ts';
import type { PastEvent } from '../../metrics/event.ts';
import { fromEngine } from './engine-events.ts';

// cAdvisor's start is that of the cgroup in whole seconds, somewhat before the engine tells of it.
const startLag = 5000;
// What comes and goes is seen when it is scraped next; what goes without a mark of its end, five minutes later still.
const scrapeLag = 60_000;
const lookBack = 300_000;

/** Whether an event of Prometheus is one that the engine told, more exactly. */
const isTold = (event: PastEvent, engine: readonly PastEvent[]): boolean => {
	const { kind, at, within, labels } = event;
	const told = (same: PastEvent['kind'], from: number, to: number) =>
		engine.some(each => each.kind === same && each.at >= from && each.at <= to && labels.id?.includes(each.labels.id!));
	if (kind === 'container.started') return told('container.started', at - startLag, at + startLag);
	if (kind === 'container.appeared') return told('container.started', at - within - scrapeLag, at);
	return kind === 'container.gone' && told('container.died', at - within - scrapeLag - lookBack, at);
};

/**
 * What the source knows of a stretch of time and the engine of that between two instants, the earliest first; what both
 * tell is there once, as the engine has it.
 */
export const mergeEvents = (
	source: readonly PastEvent[],
	engine: readonly ContainerEvent[],
	{ from, to }: { readonly from: number; readonly to: number },
): readonly PastEvent[] => {
	const told = fromEngine(engine);
	const inStretch = told.filter(({ at }) => at >= from && at <= to);
	return [...source.filter(event => !isTold(event, told)), ...inStretch].sort((a, b) => a.at - b.at);
};
