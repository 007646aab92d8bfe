import { describeError } from '../../errors.ts';
import type { PastEvent } from '../../metrics/event.ts';
import { formatDuration } from '../../metrics/format.ts';
import { lastValue } from '../../store/remote.ts';
import { clean } from '../../text/clean.ts';
import { momentText } from '../logs/log-time.ts';
import type { Change, Model } from '../model.ts';
import { eventWords } from './event-words.ts';
import { chartedWindow, goTo } from './travel.ts';

export type Direction = 'next' | 'previous';

/** A change with the sentence that tells of it; only a sentence where there is nowhere to go. */
export type Jump = { readonly change: Change; readonly says: string };

const fullId = /[0-9a-f]{64}/;

/** The container that an event is about, by its ID. */
const containerOf = (model: Model, { labels }: PastEvent): string | undefined =>
	labels.id?.match(fullId)?.[0] ?? lastValue(model.containers)?.find(({ name }) => name === labels.name)?.id;

const selecting = (model: Model, event: PastEvent): Change['state'] => {
	const selected = containerOf(model, event);
	return selected === undefined ? {} : { selected };
};

const sentence = (events: readonly PastEvent[], at: number, now: number): string => {
	const here = events.filter(event => event.at === at);
	const [first, ...others] = here as [PastEvent, ...PastEvent[]];
	const place = events.indexOf(first) + 1;
	const within = first.within > 0 ? ` or up to ${formatDuration(first.within / 1000)} before` : '';
	const more = others.length === 0 ? '' : `, and ${others.length} more at that time`;
	const words = eventWords(first);
	return `${momentText(at, now)}${within}: ${words}${more} (event ${place} of ${events.length}).`;
};

const noneSince = (model: Model): string => {
	const { at, window } = model.state;
	if (at === undefined) return `Nothing is known to have happened in the last ${window}. ] shows a longer window.`;
	const { end, span } = chartedWindow(model, model.clock.wall);
	return `No event from ${momentText(end - span, model.clock.wall)} to here. ] shows a longer window.`;
};

const noneUntil = (model: Model): string => {
	const { wall } = model.clock;
	if (model.state.at === undefined) return 'This is now: N goes to the last event before it.';
	const { end } = chartedWindow(model, wall);
	if (end >= wall) return 'No event after this one until now. 0 goes back to now.';
	return `No event from here to ${momentText(end, wall)}. ] shows a longer window.`;
};

/** To the event after what is shown, or the last one before it; a sentence where there is none. Undefined while it is not known what happened. */
export const jump = (model: Model, direction: Direction): Jump | string | undefined => {
	const events = lastValue(model.pastEvents);
	const { at: here } = model.state;
	if (direction === 'next' && here === undefined) return noneUntil(model);
	if (events === undefined) return undefined;
	const found =
		direction === 'next'
			? events.find(({ at }) => at > here!)
			: events.findLast(({ at }) => at < (here ?? Number.POSITIVE_INFINITY));
	if (!found && 'error' in model.pastEvents)
		return `What happened could not be read: ${clean(describeError(model.pastEvents.error).message)}.`;
	if (!found) return direction === 'next' ? noneUntil(model) : noneSince(model);
	// Of several at one time the first is told.
	const first = events.find(({ at }) => at === found.at)!;
	const { state } = goTo(model, found.at);
	return {
		change: { state: { ...state, ...selecting(model, first) } },
		says: sentence(events, found.at, model.clock.wall),
	};
};
