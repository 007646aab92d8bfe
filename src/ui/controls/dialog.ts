import type { Handlers } from '../keys/binding.ts';
import type { dialogKeys } from '../keys/dialog.ts';
import type { Context } from './context.ts';
import { moveHost, pickHost } from './hosts.ts';

export const dialogHandlers = (context: Context): Handlers<typeof dialogKeys> => ({
	close: () => context.set({ dialog: undefined }),
	'host-up': () => moveHost(context, -1),
	'host-down': () => moveHost(context, 1),
	'pick-host': () => pickHost(context),
});
