import { setTimeout as pause } from 'node:timers/promises';
import type { Engine } from '../../engine/container.ts';
import { describeError } from '../../errors.ts';
import { containerOf } from '../../stack/members.ts';
import type { NamedLine } from '../log-reading/merge.ts';

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
	let last = since;
	let isFirst = true;
	let complaint = '';

	const readOn = async () => {
		const container = containerOf(name, await engine.list(signal));
		if (complaint !== '') tell(`The log of ${name} is read again.`);
		complaint = '';
		// What has ended is read once; a run that follows begins where it ended.
		if (container === undefined || (container.state !== 'running' && container.id === seen)) return;
		seen = container.id;
		const request = {
			tail: isFirst ? tail : 2 ** 31 - 1,
			follow: true,
			...(last === undefined ? {} : { since: last }),
		};
		isFirst = false;
		for await (const line of engine.logs(container.id, request, signal)) {
			last = Math.max(last ?? 0, (line.at ?? 0) + 1);
			push({ name, line });
		}
		// It ended: either with its container, or because the engine let go of it.
		last ??= Date.now();
	};

	while (!signal.aborted) {
		try {
			await readOn();
		} catch (error) {
			if (signal.aborted) return;
			// The stream was cut in the middle of a run, and is read on from there.
			seen = undefined;
			if (!isFirst) last ??= Date.now();
			const { message } = describeError(error);
			if (message !== complaint) tell(`${message}: waiting to read the log of ${name} on.`);
			complaint = message;
		}
		await pause(lookEvery, undefined, { signal }).catch(() => {});
	}
};
