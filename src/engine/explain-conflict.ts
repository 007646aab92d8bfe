import type { Clean } from '../text/clean.ts';
import type { ContainerAction } from './container.ts';
import { EngineError } from './engine-error.ts';

const startsIt = new Set<ContainerAction>(['start', 'restart']);
const portTaken = /port is already allocated|address already in use/i;

/**
 * The sentence for an action that the state of the container does not allow. Engines answer 409, some old ones and
 * Podman 500; what they say has no fixed form, so any other error stays as it is.
 */
export const explainConflict = (error: EngineError, action: ContainerAction, name: Clean): EngineError => {
	const { status, message } = error;
	if (status !== 409 && status !== 500) return error;
	const answered = (text: string, hint: string) =>
		new EngineError(`${name} ${text}`, { kind: 'answered', status, hint });
	if (startsIt.has(action) && portTaken.test(message)) {
		const [, port] = /:(\d+)\b/.exec(message) ?? [];
		return answered(
			`needs ${port === undefined ? 'a port' : `port ${port}`}, which is in use already`,
			'Stop what listens there, or let it publish another port.',
		);
	}
	const found = reasons.find(({ actions, said }) => actions.includes(action) && said.test(message));
	return found ? answered(found.text, found.hint) : error;
};

/**
 * The sentence for what can only be asked of a container that runs, e.g. `so it has no processes`; any other error as it
 * is. Docker 20.10 answers 500 and later ones 409; Podman has words of its own.
 */
export const explainNotRunning = (error: unknown, so: string): unknown => {
	if (!(error instanceof EngineError) || (error.status !== 409 && error.status !== 500)) return error;
	const { status, message } = error;
	if (/paused/i.test(message))
		return new EngineError(`It is paused, ${so}`, { kind: 'answered', status, hint: 'Unpause it first.' });
	if (!/not running|on running containers|is restarting|container state improper/i.test(message)) return error;
	return new EngineError(`It does not run, ${so}`, { kind: 'answered', status, hint: 'Start it first.' });
};

const reasons: readonly {
	readonly actions: readonly ContainerAction[];
	readonly said: RegExp;
	readonly text: string;
	readonly hint: string;
}[] = [
	{
		actions: ['remove'],
		said: /already in progress/i,
		text: 'is being removed already',
		hint: 'Wait a moment; it goes by itself.',
	},
	{
		actions: ['remove'],
		said: /running container|running or paused|paused container|stop the container/i,
		text: 'runs, and only a stopped container is removed',
		hint: 'Stop it first.',
	},
	{
		actions: ['pause', 'kill', 'unpause'],
		said: /not running|not paused|can only (?:kill|pause) running|is restarting/i,
		text: 'does not run',
		hint: 'Look at its state before trying again.',
	},
	{
		actions: ['start', 'restart'],
		said: /paused/i,
		text: 'is paused',
		hint: 'Unpause it first.',
	},
];
