import type { Container, ContainerAction } from '../../engine/container.ts';
import { words } from '../../ui/action-words.ts';
import type { Target } from '../../ui/state.ts';

/** How an action on one container went wrong: it was not done, nobody knows whether it was, or it was to no good end. */
export type Failure = {
	readonly target: Target;
	readonly kind: 'not done' | 'unknown' | 'not well';
	readonly text: string;
	/** What to do about it, and the last lines of its log. */
	readonly lines: readonly string[];
};

type About = {
	readonly action: ContainerAction;
	/** How many containers it was done to. */
	readonly count: number;
	readonly failures: readonly Failure[];
};

/** What went wrong in a line of its own. */
export const failureTitle = ({ action, count, failures }: About): string => {
	const [, done] = words[action];
	const [first, ...others] = failures;
	if (!first) return '';
	const isOne = others.length === 0;
	const name = isOne ? first.target.name : `${failures.length} of ${count} containers`;
	if (others.some(({ kind }) => kind !== first.kind)) return `${name} not ${done} as asked`;
	if (first.kind === 'unknown') return `Whether ${name} ${isOne ? 'was' : 'were'} ${done} is unknown`;
	return first.kind === 'not well' ? `${name} not well after being ${done}` : `${name} not ${done}`;
};

/** The state that a container is in, as the engine tells when it is asked anew; without a list nobody knows it. */
export const stateNow = (containers: readonly Container[] | undefined, id: string): string => {
	if (!containers) return 'What state it is in now is not known: the engine does not answer.';
	const container = containers.find(each => each.id === id);
	if (!container) return 'Now: removed.';
	const { state, health, exitCode } = container;
	if (state === 'exited' && exitCode !== undefined) return `Now: exited ${exitCode}.`;
	return `Now: ${state}${state === 'running' && health !== undefined ? `, ${health}` : ''}.`;
};
