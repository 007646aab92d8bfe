import type { ContainerAction } from '../engine/container.ts';

/** What is being done, and what was done. */
export const words: Readonly<Record<ContainerAction, readonly [doing: string, done: string]>> = {
	start: ['starting', 'started'],
	stop: ['stopping', 'stopped'],
	restart: ['restarting', 'restarted'],
	pause: ['pausing', 'paused'],
	unpause: ['unpausing', 'unpaused'],
	kill: ['signalling', 'signalled'],
	remove: ['removing', 'removed'],
};
