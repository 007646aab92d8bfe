import type { MenuDialog } from '../menus/menu.ts';
import { itemsOf, menuOf } from '../menus/menus.ts';
import type { Context } from './context.ts';

const openMenu = ({ model }: Context): MenuDialog | undefined => {
	const { dialog } = model().state;
	return dialog?.kind === 'menu' ? dialog : undefined;
};

export const moveMenu = (context: Context, by: number): void => {
	const dialog = openMenu(context);
	if (!dialog) return;
	const last = itemsOf(context.model(), dialog).length - 1;
	context.set({ dialog: { ...dialog, index: Math.max(0, Math.min(last, dialog.index + by)) } });
};

const pick = (context: Context, dialog: MenuDialog, index: number): void => {
	const item = itemsOf(context.model(), dialog)[index];
	if (!item) return;
	// What is picked may open a dialog of its own, so this one closes before.
	context.set({ dialog: menuOf(dialog).staysOpen ? { ...dialog, index } : undefined });
	item.pick(context);
};

/** Picks what the pointer is on. */
export const pickMenu = (context: Context): void => {
	const dialog = openMenu(context);
	if (dialog) pick(context, dialog, dialog.index);
};

/** Picks the item that has this key; returns whether one has. */
export const pickByKey = (context: Context, key: string): boolean => {
	const dialog = openMenu(context);
	const index = dialog ? itemsOf(context.model(), dialog).findIndex(item => item.key === key) : -1;
	if (!dialog || index < 0) return false;
	pick(context, dialog, index);
	return true;
};
