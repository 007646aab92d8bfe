import { clean } from '../text/clean.ts';
import type { Client } from './client.ts';
import type { ContainerAction } from './container.ts';
import { EngineError } from './engine-error.ts';
import { numberAt, textAt } from './json-at.ts';

export type ActOptions = {
	readonly signal: AbortSignal;
	/** Milliseconds for a question. */
	readonly deadline: number;
	/** Milliseconds an action may take beyond the time the container is given to stop. */
	readonly margin: number;
};

const pastTense = { start: 'started', stop: 'stopped', restart: 'restarted' } as const;

/**
 * Starts, stops or restarts a container and waits until the engine has done it. A container keeps the time to stop that
 * it was created with. Where no answer comes, the error says that the outcome is unknown.
 */
export const act = async (
	client: Client,
	action: ContainerAction,
	id: string,
	{ signal, deadline, margin }: ActOptions,
): Promise<void> => {
	const facts = await client.call((docker, abortSignal) => docker.getContainer(id).inspect({ abortSignal }), {
		signal,
		ms: deadline,
	});
	const name = clean(textAt(facts, 'Name')?.replace(/^\//, '') ?? id.slice(0, 12), 80);
	const unknown = (because: string) =>
		new EngineError(`Whether ${name} was ${pastTense[action]} is unknown: ${because}`, {
			kind: 'timeout',
			hint: 'Look at its state before trying again.',
		});
	const ms = (action === 'start' ? 0 : secondsToStop(facts)) * 1000 + margin;
	const late = () => unknown(`the engine did not answer within ${ms / 1000} s`);
	try {
		await client.call((docker, abortSignal) => docker.getContainer(id)[action]({ abortSignal }), { signal, ms, late });
	} catch (error) {
		throw error instanceof EngineError && error.kind === 'cut' ? unknown('the connection was cut') : error;
	}
};

const secondsToStop = (facts: unknown): number => {
	const seconds = numberAt(facts, 'Config', 'StopTimeout') ?? 10;
	return seconds < 0 ? 120 : Math.min(seconds, 120);
};
