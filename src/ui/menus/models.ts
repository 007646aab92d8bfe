import { askForModel } from '../controls/llm.ts';
import { copyText } from '../controls/reaching.ts';
import { rowsIn } from '../llm/chosen.ts';
import type { Menu, MenuItem } from './menu.ts';

/** What can be done with a model; only an Ollama loads and unloads. */
export const modelsMenu: Menu = {
	title: (_, { targets }) => targets[0]?.name ?? 'Model',
	items: (model, { targets }) => {
		const row = rowsIn(model).find(({ key }) => key === targets[0]?.id);
		if (!row) return [];
		const copy: MenuItem = {
			label: 'copy its name',
			key: 'n',
			pick: context => copyText(context, row.name, `the name ${row.name}`),
		};
		if (!row.isOllama) return [copy];
		const unload: MenuItem = {
			label: 'unload: give its memory back',
			key: 'u',
			changes: true,
			pick: context => askForModel(context, 'unload', row),
		};
		const keep: MenuItem = {
			label: row.isLoaded ? 'keep warm: never unload it' : 'load it, and keep it warm',
			key: 'w',
			changes: true,
			pick: context => askForModel(context, 'keep warm', row),
		};
		return [...(row.isLoaded ? [unload] : []), keep, copy];
	},
};
