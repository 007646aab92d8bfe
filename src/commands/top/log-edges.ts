import type { HeldLine } from '../../ui/logs/held-line.ts';
import { edgeOf } from '../log-reading/older.ts';
import { createReadSoFar, type ReadSoFar } from '../log-reading/read-on.ts';
import type { LogEdge } from '../log-reading/unknown-lines.ts';

const linesOf = (held: readonly HeldLine[], id: string) =>
	held.flatMap(({ source, line, isMark }) => (source === id && !isMark ? [line] : []));

const momentsIn = (held: readonly HeldLine[]) =>
	held.flatMap(({ line: { at, nanos }, isMark }) => (at === undefined || isMark ? [] : [{ at, nanos }]));

/** Where what is held of one of the containers begins. */
export const edgeInHeld = (held: readonly HeldLine[], id: string): LogEdge | undefined => {
	const [moment] = momentsIn(held);
	return edgeOf(linesOf(held, id)) ?? (moment && { moment, isKnown: false, near: [] });
};

/** Where what is held of one of the containers ends. */
export const endInHeld = (held: readonly HeldLine[], id: string): ReadSoFar => {
	const moment = momentsIn(held.slice(-1000)).at(-1);
	return createReadSoFar(linesOf(held, id), moment);
};
