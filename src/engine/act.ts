import { type Clean, clean } from '../text/clean.ts';
import type { Client, Work } from './client.ts';
import type { ContainerAction, ActOptions as Manner } from './container.ts';
import { EngineError } from './engine-error.ts';
import { explainConflict } from './explain-conflict.ts';
import { at, numberAt, textAt } from './json-at.ts';

export type ActOptions = {
	readonly signal: AbortSignal;
	/** Milliseconds for a question. */
	readonly deadline: number;
	/** Milliseconds an action may take beyond the time the container is given to stop. */
	readonly margin: number;
};

const pastTense = {
	start: 'started',
	stop: 'stopped',
	restart: 'restarted',
	pause: 'paused',
	unpause: 'unpaused',
	kill: 'killed',
	remove: 'removed',
} as const satisfies Record<ContainerAction, string>;

/**
 * Does one action to a container and waits until the engine has done it. A container keeps the time to stop that it was
 * created with; only one that does not run is removed, and its volumes stay. What is already as asked is left alone.
 * Where no answer comes, the error says that the outcome is unknown.
 */
export const act = async (
	client: Client,
	{ action, id, signal: signalName }: { readonly action: ContainerAction; readonly id: string } & Manner,
	{ signal, deadline, margin }: ActOptions,
): Promise<void> => {
	const facts = await client.call((docker, abortSignal) => docker.getContainer(id).inspect({ abortSignal }), {
		signal,
		ms: deadline,
	});
	const name = clean(textAt(facts, 'Name')?.replace(/^\//, '') ?? id.slice(0, 12), 80);
	if (isAlready(action, facts)) return;
	refuseRunning(action, facts, name);
	const unknown = (because: string) =>
		new EngineError(`Whether ${name} was ${pastTense[action]} is unknown: ${because}`, {
			kind: 'unknown',
			hint: 'Look at its state before trying again.',
		});
	const ms = (action === 'stop' || action === 'restart' ? secondsToStop(facts) : 0) * 1000 + margin;
	const late = () => unknown(`the engine did not answer within ${ms / 1000} s`);
	try {
		await client.call(request(action, id, signalName), { signal, ms, late });
	} catch (error) {
		if (!(error instanceof EngineError)) throw error;
		if (error.kind === 'cut') throw unknown('the connection was cut');
		throw explainConflict(error, action, name);
	}
};

const request = (action: ContainerAction, id: string, signalName: string | undefined): Work<unknown> => {
	if (action !== 'kill') return (docker, abortSignal) => docker.getContainer(id)[action]({ abortSignal });
	const asked = signalName === undefined ? {} : { signal: signalName };
	return (docker, abortSignal) => docker.getContainer(id).kill({ ...asked, abortSignal });
};

// Starting what runs is answered with 304, pausing what is paused with an error.
const isAlready = (action: ContainerAction, facts: unknown): boolean => {
	const isPaused = at(facts, 'State', 'Paused');
	if (action === 'pause') return isPaused === true;
	return action === 'unpause' && isPaused === false && at(facts, 'State', 'Running') === true;
};

const refuseRunning = (action: ContainerAction, facts: unknown, name: Clean): void => {
	const isOn = ['Running', 'Paused', 'Restarting'].some(key => at(facts, 'State', key) === true);
	if (action !== 'remove' || !isOn) return;
	throw new EngineError(`${name} runs, and only a stopped container is removed`, {
		kind: 'refused',
		hint: 'Stop it first.',
	});
};

const secondsToStop = (facts: unknown): number => {
	const seconds = numberAt(facts, 'Config', 'StopTimeout') ?? 10;
	return seconds < 0 ? 120 : Math.min(seconds, 120);
};
