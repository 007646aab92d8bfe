import type { ContainerAction } from '../../engine/container.ts';
import type { Clean } from '../../text/clean.ts';

/** An action under way: until it is its turn, until the engine has done it, and then until it is seen what became of it. */
export type Acting = {
	readonly action: ContainerAction;
	/** Milliseconds since the epoch by this machine's clock. */
	readonly since: number;
	readonly phase: 'waiting' | 'acting' | 'settling';
	/** The last line of its log since then. */
	readonly line: Clean | undefined;
};
