import type { Handlers } from '../keys/binding.ts';
import type { dialogKeys } from '../keys/dialog.ts';
import type { Context } from './context.ts';
import { moveMenu, pickMenu } from './menu.ts';

export const dialogHandlers = (context: Context): Handlers<typeof dialogKeys> => ({
	close: () => context.set({ dialog: undefined }),
	'menu-up': () => moveMenu(context, -1),
	'menu-down': () => moveMenu(context, 1),
	'menu-pick': () => pickMenu(context),
});
