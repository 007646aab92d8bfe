import { columns } from '../containers/columns.ts';
import type { Menu } from './menu.ts';

const always = new Set(['name', 'state']);

const toggled = <T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> => {
	const next = new Set(set);
	if (!next.delete(value)) next.add(value);
	return next;
};

/** Which columns the containers table may show where it has the room, and whether it is grouped. */
export const columnsMenu: Menu = {
	title: () => 'Columns, where there is room',
	staysOpen: true,
	items: ({ state }) => [
		...columns
			.filter(({ id }) => !always.has(id))
			.map(({ id, title }) => ({
				label: id === 'cpu-share' ? 'CPU % of the machine' : title,
				isOn: !state.hidden.has(id),
				pick: ({ set, model }: Parameters<ReturnType<Menu['items']>[number]['pick']>[0]) =>
					set({ hidden: toggled(model().state.hidden, id) }),
			})),
		{
			label: 'grouped by project',
			isOn: state.isGrouped,
			pick: ({ set, model }) => set({ isGrouped: !model().state.isGrouped, scroll: 0 }),
		},
	],
};
