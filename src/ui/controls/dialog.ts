import { helpLines, helpRoom } from '../help.ts';
import type { Handlers } from '../keys/binding.ts';
import type { dialogKeys } from '../keys/dialog.ts';
import type { Context } from './context.ts';
import { moveMenu, pickMenu } from './menu.ts';

/** Scrolls the help by so many lines, and never further than it goes. */
const scrollHelp = ({ model, set }: Context, by: (page: number) => number) => {
	const { size, engine, glyphs, state } = model();
	if (state.dialog?.kind !== 'help') return;
	const { scopes, scroll } = state.dialog;
	const room = helpRoom(size);
	const all = helpLines({ ...room, isReadOnly: engine.isReadOnly, glyphs, scopes }).length;
	const furthest = Math.max(0, all - room.height);
	set({ dialog: { ...state.dialog, scroll: Math.max(0, Math.min(furthest, scroll + by(room.height))) } });
};

export const dialogHandlers = (context: Context): Handlers<typeof dialogKeys> => ({
	close: () => context.set({ dialog: undefined }),
	'help-up': () => scrollHelp(context, () => -1),
	'help-down': () => scrollHelp(context, () => 1),
	'help-page-up': () => scrollHelp(context, page => -page),
	'help-page-down': () => scrollHelp(context, page => page),
	'menu-up': () => moveMenu(context, -1),
	'menu-down': () => moveMenu(context, 1),
	'menu-pick': () => pickMenu(context),
});
