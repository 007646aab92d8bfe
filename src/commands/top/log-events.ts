import { describeError } from '../../errors.ts';
import type { LogStatus } from '../../ui/logs/held-line.ts';
import type { LogEvent } from '../log-reading/follow-log-of.ts';
import type { LogSource } from './log-holding.ts';
import { removedMark, startedMark, stoppedMark } from './log-words.ts';

export type Heard = {
	/** How all of them are followed now. */
	readonly status: LogStatus;
	readonly error: unknown;
	/** What is to be said of it among the lines, and when it happened. */
	readonly mark: { readonly text: string; readonly at: number } | undefined;
};

// Of several logs the liveliest tells.
const order = ['following', 'opening', 'lost', 'failed', 'created', 'stopped', 'removed'] as const;

const statusAfter = (event: Exclude<LogEvent, { kind: 'started' }>): LogStatus =>
	event.kind === 'stopped' && event.container.state === 'created' ? 'created' : event.kind;

/** Keeps how each of some logs is followed, by what becomes of its container. */
export const createLogEvents = (sources: readonly LogSource[], now: () => number) => {
	const statuses = new Map<string, LogStatus>(sources.map(({ id }) => [id, 'opening']));

	const markOf = ({ id, name }: LogSource, event: LogEvent): Heard['mark'] => {
		const at = now();
		switch (event.kind) {
			case 'stopped':
				if (event.container.state === 'created') return undefined;
				return { text: stoppedMark(event.container, at), at: event.container.finishedAt ?? at };
			case 'started': {
				const text = startedMark(event.container, statuses.get(id) === 'stopped', at);
				return { text, at: event.container.startedAt ?? at };
			}
			case 'removed':
				return { text: removedMark(name, at), at };
			case 'failed': {
				if (sources.length === 1 || statuses.get(id) === 'failed') return undefined;
				return { text: `\u2014 ${name}: ${describeError(event.error).message} \u2014`, at };
			}
			default:
				return undefined;
		}
	};

	return (source: LogSource, event: LogEvent): Heard => {
		const mark = markOf(source, event);
		if (event.kind !== 'started') statuses.set(source.id, statusAfter(event));
		const all = new Set(statuses.values());
		return {
			status: order.find(status => all.has(status)) ?? 'none',
			error: 'error' in event ? event.error : undefined,
			mark,
		};
	};
};
