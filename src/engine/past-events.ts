import type { Client } from './client.ts';
import type { ContainerEvent } from './details.ts';
import { eventFilters, readEvent } from './events.ts';
import { createLineSplitter } from './line-splitter.ts';

const longestEvent = 2 ** 20;
const most = 10_000;
// Podman that keeps events in a file stops to read it at the end of the span, however far it has come.
const podmanReads = 1000;

export type Span = { readonly since: number; readonly until: number };

/**
 * What the engine remembers of a span, oldest first; the last 10,000 where it is more. An engine whose clock is behind
 * would wait for the end of the span: what came within the deadline is all there was.
 */
export const readEvents = async (
	client: Client,
	{ since, until }: Span,
	{ signal, deadline }: { readonly signal: AbortSignal; readonly deadline: number },
): Promise<readonly ContainerEvent[]> => {
	const { product } = await client.negotiated({ signal, ms: deadline });
	const filters = eventFilters(product);
	const now = Date.now();
	const end = product === 'podman' ? now + podmanReads : Math.min(until, now);
	const span = { since: seconds(since), until: seconds(end) };
	const enough = AbortSignal.timeout(deadline);
	const either = AbortSignal.any([signal, enough]);
	const events: ContainerEvent[] = [];
	const lines = createLineSplitter(longestEvent, (bytes, from, to) => {
		const { event } = readEvent(bytes.toString('utf8', from, to));
		if (event && event.at <= until) events.push(event);
	});
	const chunks = client.stream((docker, abortSignal) => docker.getEvents({ filters, ...span, abortSignal }), {
		signal: either,
		ms: deadline,
	});
	try {
		for await (const chunk of chunks) {
			lines.push(chunk, 0, chunk.length);
			if (events.length > 2 * most) events.splice(0, events.length - most);
		}
	} catch (error) {
		if (signal.aborted || !enough.aborted) throw error;
	}
	signal.throwIfAborted();
	return events.slice(-most).sort((one, other) => one.at - other.at);
};

const seconds = (ms: number) => (ms / 1000).toFixed(3);
