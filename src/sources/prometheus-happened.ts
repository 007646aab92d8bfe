import type { PastEvent } from '../metrics/event.ts';
import { byText } from '../text/order.ts';
import { parseSamples } from './prometheus-answer.ts';
import type { PrometheusApi } from './prometheus-api.ts';
import type { Looks } from './prometheus-comings.ts';
import { distinct, type EventQuestion, eventQuestions, toEvents } from './prometheus-events.ts';
import type { Stretch } from './source.ts';

// What is known by its own time may be scraped so much later: a machine after its boot.
const lag = 900_000;

// So much later than it was told it is soon enough.
const soon = 60_000;

const ask = async (
	api: PrometheusApi,
	{ promql, step }: EventQuestion,
	looks: Omit<Looks, 'step'>,
	signal: AbortSignal,
) =>
	toEvents(parseSamples(await api.queryRange(promql, looks.start, looks.end, step, signal), api.place), {
		...looks,
		step,
	});

/**
 * What happened in a stretch of time, by looks that lie on multiples of their distance, so that the answer is the same one
 * until the next of them; and in what is left after the last of them, which may be hours, by looks close to each other.
 */
export const readEvents = async (
	api: PrometheusApi,
	{ end, span }: Stretch,
	containers: number,
	signal: AbortSignal,
): Promise<readonly PastEvent[]> => {
	const start = end - span;
	const answers = await Promise.all(
		eventQuestions(span, containers).flatMap((question, index) => {
			const { step } = question;
			const last = Math.floor(end / step) * step;
			// From a look before: what was there at the first one came earlier.
			const whole = ask(api, question, { start: (Math.floor(start / step) - 1) * step, end: last }, signal);
			const near = eventQuestions(end - last + lag, containers)[index]!;
			if (end - last < soon) return [whole];
			const from = Math.ceil((last - lag) / near.step) * near.step;
			const rest = ask(api, near, { start: from, end: Math.floor(end / near.step) * near.step }, signal);
			// What is known to lie between two looks has been told by the others up to their last one.
			return [whole, rest.then(events => events.filter(({ at, within }) => within === 0 || at > last))];
		}),
	);
	return distinct(
		answers
			.flat()
			.filter(({ at, within }) => at >= start && at - within <= end)
			.toSorted((a, b) => a.at - b.at || byText(a.kind, b.kind)),
	);
};
