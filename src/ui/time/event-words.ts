import type { EventKind, PastEvent } from '../../metrics/event.ts';
import { exitMeaning } from '../containers/exit-code.ts';

const died = ({ subject, exitCode }: PastEvent): string =>
	exitCode === undefined ? `${subject} ended` : `${subject} ended with exit code ${exitCode}: ${exitMeaning(exitCode)}`;

/** What an alert is about, where its labels tell more than its name. */
const about = ({ labels }: PastEvent): string => {
	const what = labels.name ?? labels.device ?? labels.instance;
	return what === undefined || what === '' ? '' : ` for ${what}`;
};

const fired = (event: PastEvent): string => {
	const severity = event.severity === undefined ? '' : ` (${event.severity})`;
	return `alert ${event.subject}${severity} began to fire${about(event)}`;
};

const words: Readonly<Record<EventKind, (event: PastEvent) => string>> = {
	'container.started': ({ subject }) => `${subject} started`,
	'container.appeared': ({ subject }) => `${subject} was measured for the first time`,
	'container.gone': ({ subject }) => `${subject} was gone`,
	'container.died': died,
	'container.oom': ({ subject }) => `${subject} ran out of memory`,
	'container.unhealthy': ({ subject }) => `${subject} became unhealthy`,
	'container.healthy': ({ subject }) => `${subject} became healthy again`,
	'alert.firing': fired,
	'alert.resolved': event => `alert ${event.subject} was over${about(event)}`,
	'prometheus.started': () => 'Prometheus started',
	'host.booted': ({ subject }) => `host ${subject} booted`,
};

/** What happened, in a few words that begin with what it happened to. */
export const eventWords = (event: PastEvent): string => words[event.kind](event);

const two = (part: number): string => String(part).padStart(2, '0');

/** What happened and when, in a few words: `11-23 14:01 postgres started`. */
export const datedWords = (event: PastEvent): string => {
	const time = new Date(event.at);
	const clock = `${two(time.getHours())}:${two(time.getMinutes())}`;
	// A time that is known to half a minute is that; any other is the latest at which it can have been.
	const by = event.within > 60_000 ? 'by ' : '';
	return `${by}${two(time.getMonth() + 1)}-${two(time.getDate())} ${clock} ${eventWords(event)}`;
};
