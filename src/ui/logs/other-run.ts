import type { Container } from '../../engine/container.ts';

const numbered = /^[0-9a-f]{12}_|_[0-9a-f]{12}_|[-_.](?:old|prev|previous|backup)$/;

const bareName = (name: string): string => name.replace(numbered, '');

const isSameThing = (a: Container, b: Container): boolean =>
	a.project !== undefined && a.service !== undefined
		? a.project === b.project &&
			a.service === b.service &&
			a.replica === b.replica &&
			(a.isOneOff ?? false) === (b.isOneOff ?? false)
		: bareName(a.name) === bareName(b.name);

/** The container that did the same work before this one and is still there, the last of them; undefined where none is. */
export const formerOf = (container: Container, all: readonly Container[]): Container | undefined =>
	all
		.filter(other => other.id !== container.id && other.state === 'exited' && isSameThing(container, other))
		.filter(({ startedAt }) => (startedAt ?? 0) < (container.startedAt ?? Number.POSITIVE_INFINITY))
		.toSorted((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0))[0];
