import type { EventKind, PastEvent } from '../../metrics/event.ts';

const words: Readonly<Record<EventKind, (subject: string) => string>> = {
	'container.started': subject => `container ${subject} started`,
	'container.appeared': subject => `container ${subject} appeared`,
	'container.gone': subject => `container ${subject} is gone`,
	'alert.firing': subject => `alert ${subject} fires`,
	'alert.resolved': subject => `alert ${subject} is resolved`,
	'prometheus.started': subject => `Prometheus ${subject} started`,
	'host.booted': subject => `host ${subject} booted`,
};

const two = (part: number): string => String(part).padStart(2, '0');

/** What happened and when, in a few words: `11-23 14:01 container postgres started`. */
export const eventWords = ({ kind, at, within, subject }: PastEvent): string => {
	const time = new Date(at);
	const clock = `${two(time.getHours())}:${two(time.getMinutes())}`;
	// A time that is known to half a minute is that; any other is the latest at which it can have been.
	const by = within > 60_000 ? 'by ' : '';
	return `${by}${two(time.getMonth() + 1)}-${two(time.getDate())} ${clock} ${words[kind](subject)}`;
};
