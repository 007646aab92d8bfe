import type { Container } from '../engine/container.ts';

/**
 * How a service is: `up` as far as it is known, `starting` not yet, `unhealthy` it runs and is not well, `failing` it
 * ends again and again or ended badly, `stopped` it ended as it was told, `absent` it has no container.
 */
export type Condition = 'up' | 'starting' | 'unhealthy' | 'failing' | 'stopped' | 'absent';

// 143 and 137 are what stopping makes of a process that does not end by itself.
const orderly = [0, 137, 143];

export const conditionOf = (container: Container | undefined): Condition => {
	if (container === undefined) return 'absent';
	const { state, health, exitCode } = container;
	switch (state) {
		case 'running':
			return health === 'starting' || health === 'unhealthy' ? health : 'up';
		case 'created':
			return 'starting';
		case 'restarting':
		case 'dead':
			return 'failing';
		case 'exited':
			return exitCode === undefined || orderly.includes(exitCode) ? 'stopped' : 'failing';
		default:
			return 'stopped';
	}
};
