import type { Context } from '../controls/context.ts';
import type { Model } from '../model.ts';
import type { Target } from '../state.ts';

/** A list to pick from that is open, for these containers where it is about some. */
export type MenuDialog = {
	readonly kind: 'menu';
	readonly menu: MenuId;
	readonly targets: readonly Target[];
	readonly index: number;
};

export type MenuId = 'actions' | 'signals' | 'columns' | 'ports' | 'hosts' | 'models';

export type MenuItem = {
	readonly label: string;
	/** A key that picks it at once. */
	readonly key?: string;
	/** Whether it is switched on, where it can be. */
	readonly isOn?: boolean;
	/** Changes something outside aixcl. */
	readonly changes?: true;
	pick(context: Context): void;
};

export type Menu = {
	title(model: Model, dialog: MenuDialog): string;
	/** What there is to pick now; the dialog closes when it is nothing. */
	items(model: Model, dialog: MenuDialog): readonly MenuItem[];
	/** Whether it stays open after a pick, as a list of switches does. */
	readonly staysOpen?: true;
};
