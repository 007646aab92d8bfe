import { setTimeout as pause } from 'node:timers/promises';
import type { Engine } from '../../engine/container.ts';
import { describeError } from '../../errors.ts';
import { containerOf } from '../../stack/members.ts';
import type { NamedLine } from '../log-reading/merge.ts';
import { createReadSoFar, readOn } from '../log-reading/read-on.ts';

export type Following = {
	readonly engine: Engine;
	readonly name: string;
	readonly tail: number;
	/** Milliseconds since the epoch. */
	readonly since: number | undefined;
	readonly signal: AbortSignal;
	push(line: NamedLine): void;
	/** Told once when the log cannot be read, and when it can be again. */
	tell(message: string): void;
};

const lookEvery = 500;

/**
 * Follows the log of a container by its name: on into its next run, into the container that replaces it, and past a
 * restart of the engine. Resolves when `signal` is aborted.
 */
export const followContainer = async (options: Following): Promise<void> => {
	const { engine, name, tail, since, signal, push, tell } = options;
	let seen: string | undefined;
	let soFar = createReadSoFar([], since === undefined ? undefined : { at: since, nanos: 0 });
	let isFirst = true;
	let hasEnded = false;
	let complaint = '';

	const read = async () => {
		const container = containerOf(name, await engine.list(signal));
		if (complaint !== '') tell(`The log of ${name} is read again.`);
		complaint = '';
		// What has ended is read once; a run that follows begins where it ended.
		if (container === undefined || (container.state !== 'running' && container.id === seen && hasEnded)) return;
		if (seen !== undefined && container.id !== seen) soFar = createReadSoFar([]);
		const newest = isFirst ? tail : undefined;
		seen = container.id;
		isFirst = false;
		hasEnded = false;
		for await (const lines of readOn(engine, container.id, soFar, signal, newest)) {
			for (const line of lines) push({ name, line });
		}
		hasEnded = true;
	};

	while (!signal.aborted) {
		try {
			await read();
		} catch (error) {
			if (signal.aborted) return;
			const { message } = describeError(error);
			if (message !== complaint) tell(`${message}: waiting to read the log of ${name} on.`);
			complaint = message;
		}
		await pause(lookEvery, undefined, { signal }).catch(() => {});
	}
};
