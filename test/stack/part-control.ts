import type { Child } from './child.ts';

/** The programs of a rig that a test may disturb. */
export const PART_NAMES = ['prometheus', 'engine', 'postgres', 'nodeExporter', 'postgresExporter'] as const;
export type PartName = (typeof PART_NAMES)[number];

/** What may be done to one of them. Its port and data stay the same. */
export const PART_ACTIONS = ['start', 'stop', 'kill', 'restart', 'pause', 'resume'] as const;
export type PartAction = (typeof PART_ACTIONS)[number];

/** Each settles when the program is in the new state: ready, gone or frozen. */
export type PartControl = Readonly<Record<PartAction, () => Promise<void>>>;

/** Does one thing to one program of a rig, in this process or another. */
export type ActOnPart = (part: PartName, action: PartAction) => Promise<void>;

/** Does one thing to a child. */
export async function actOnChild(child: Child, action: PartAction): Promise<void> {
	if (action === 'restart') {
		await child.stop();
		await child.start();
	} else {
		await child[action]();
	}
}

/** The control of one program. */
export function createPartControl(part: PartName, act: ActOnPart): PartControl {
	return {
		start: () => act(part, 'start'),
		stop: () => act(part, 'stop'),
		kill: () => act(part, 'kill'),
		restart: () => act(part, 'restart'),
		pause: () => act(part, 'pause'),
		resume: () => act(part, 'resume'),
	};
}
