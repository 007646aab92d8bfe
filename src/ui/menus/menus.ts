import type { Model } from '../model.ts';
import { isPast } from '../time/travel.ts';
import { actionsMenu } from './actions.ts';
import { columnsMenu } from './columns.ts';
import { hostsMenu } from './hosts.ts';
import type { Menu, MenuDialog, MenuId, MenuItem } from './menu.ts';
import { modelsMenu } from './models.ts';
import { portsMenu } from './ports.ts';
import { signalsMenu } from './signals.ts';

const menus: Readonly<Record<MenuId, Menu>> = {
	actions: actionsMenu,
	signals: signalsMenu,
	columns: columnsMenu,
	ports: portsMenu,
	hosts: hostsMenu,
	models: modelsMenu,
};

export const menuOf = ({ menu }: MenuDialog): Menu => menus[menu];

/** What there is to pick; with --read-only, and in the past, nothing that changes anything. */
export const itemsOf = (model: Model, dialog: MenuDialog): readonly MenuItem[] =>
	menuOf(dialog)
		.items(model, dialog)
		.filter(({ changes }) => !(changes && (model.engine.isReadOnly || isPast(model))));
