import { setTimeout as pause } from 'node:timers/promises';
import type { Container, Engine, LogLine } from '../../engine/container.ts';
import { EngineError } from '../../engine/engine-error.ts';
import { type ReadSoFar, readOn } from './read-on.ts';

/** A container as it is known now: gone where the engine no longer has it, unknown while the engine does not answer. */
export type Known = Container | 'gone' | 'unknown';

/** What becomes of a log that is followed, beside its lines. */
export type LogEvent =
	| { readonly kind: 'following' }
	/** It ended, or had ended before. */
	| { readonly kind: 'stopped'; readonly container: Container }
	| { readonly kind: 'started'; readonly container: Container }
	| { readonly kind: 'removed' }
	/** The engine cannot be reached, or cannot read the log now. */
	| { readonly kind: 'lost'; readonly error: unknown }
	/** It will not be readable. */
	| { readonly kind: 'failed'; readonly error: unknown };

export type Following = {
	readonly connect: () => Promise<Engine>;
	readonly id: string;
	readonly soFar: ReadSoFar;
	/** The container as it is known now, and a wait for it to become known otherwise. */
	readonly known: () => Known;
	readonly changed: (signal: AbortSignal) => Promise<void>;
	/** Told of lines that have come together, before they are pushed. */
	readonly arrived?: (lines: readonly LogLine[]) => void;
	/** Takes a line; nothing more is read until what it returns has resolved. */
	readonly push: (line: LogLine) => Promise<void> | undefined;
	readonly tell: (event: LogEvent) => void;
	readonly signal: AbortSignal;
};

const isRunning = ({ state }: Container): boolean => state !== 'exited' && state !== 'dead' && state !== 'created';

const again = 300;

/**
 * Follows the log of one container for as long as it is there: over its ends and starts, and over those of the engine.
 * Resolves when it was removed, or when `signal` is aborted.
 */
export const followLogOf = async (following: Following): Promise<void> => {
	const { connect, id, soFar, known, changed, arrived, push, tell, signal } = following;

	// While it is not inspected, it is not known when it was started.
	const isOtherRun = ({ startedAt }: Container, before: number | undefined): boolean =>
		startedAt !== undefined && startedAt !== before;

	/** Until it is known what became of the container whose log ended. */
	const outcome = async (startedAt: number | undefined): Promise<Known> => {
		for (let tries = 0; ; tries++) {
			const now = known();
			if (now === 'unknown') tries = 0;
			else if (now === 'gone' || !isRunning(now) || isOtherRun(now, startedAt) || tries > 10) return now;
			await changed(signal);
			if (signal.aborted) return 'unknown';
		}
	};

	// When the run that is read was started; unknown until the container is inspected, which a long list is only later.
	let begun: number | undefined;
	const tellOfStart = () => {
		const now = known();
		if (typeof now !== 'object') return;
		if (begun !== undefined && isOtherRun(now, begun)) tell({ kind: 'started', container: now });
		begun = now.startedAt ?? begun;
	};

	// The log ended and it never became known why: the container may have been started again since.
	let isUnexplained = false;

	const read = async () => {
		const engine = await connect();
		tell({ kind: 'following' });
		for await (const lines of readOn(engine, id, soFar, signal)) {
			if (begun === undefined || isUnexplained) tellOfStart();
			arrived?.(lines);
			for (const line of lines) {
				const wait = push(line);
				if (wait) await wait;
				if (signal.aborted) return;
			}
		}
	};

	let ended: number | undefined;
	while (!signal.aborted) {
		tellOfStart();
		try {
			await read();
		} catch (error) {
			if (signal.aborted) return;
			const isRefused = error instanceof EngineError && error.kind === 'answered';
			if (isRefused && error.status === 404) return tell({ kind: 'removed' });
			tell({ kind: isRefused ? 'failed' : 'lost', error });
			await pause(again, undefined, { signal }).catch(() => undefined);
			if (isRefused) await changed(signal);
			continue;
		}
		if (signal.aborted) return;
		const after = await outcome(begun);
		if (after === 'gone') return tell({ kind: 'removed' });
		if (after === 'unknown') return;
		if (isRunning(after)) {
			isUnexplained = !isOtherRun(after, begun);
			if (isUnexplained) await pause(again, undefined, { signal }).catch(() => undefined);
			continue;
		}
		if (after.finishedAt !== ended || ended === undefined) tell({ kind: 'stopped', container: after });
		ended = after.finishedAt;
		for (let later = known(); later === 'unknown' || (later !== 'gone' && !isRunning(later)); later = known()) {
			await changed(signal);
			if (signal.aborted) return;
		}
		if (known() === 'gone') return tell({ kind: 'removed' });
	}
};
