import { askFor } from '../controls/confirm.ts';
import type { Menu } from './menu.ts';

const signals = [
	['SIGTERM', 'asks it to end'],
	['SIGINT', 'interrupts it, as Ctrl-C does'],
	['SIGHUP', 'many reload their settings'],
	['SIGQUIT', 'many write what they were doing, then end'],
	['SIGUSR1', 'what it means is up to the program'],
	['SIGUSR2', 'what it means is up to the program'],
	['SIGKILL', 'ends it at once; it can save nothing'],
] as const;

/** Which signal `kill` sends. */
export const signalsMenu: Menu = {
	title: (_, { targets }) =>
		`Send a signal to ${targets.length === 1 ? targets[0]!.name : `${targets.length} containers`}`,
	items: (_, { targets }) =>
		signals.map(([signal, meaning]) => ({
			label: `${signal.padEnd(8)} ${meaning}`,
			changes: true,
			pick: context => askFor(context, 'kill', targets, signal),
		})),
};
