import { machineOf } from '../../metrics/machine.ts';
import { askForModel } from '../controls/llm.ts';
import { copyText } from '../controls/reaching.ts';
import { rowsIn } from '../llm/chosen.ts';
import type { ModelRow } from '../llm/rows.ts';
import type { Model } from '../model.ts';
import type { Menu, MenuItem } from './menu.ts';

/** Whether what is done to a model would be done by its server: an Ollama, and of several the one whose machine is asked. */
const isReached = (model: Model, row: ModelRow): boolean => {
	const machine = ({ instance = '' }: ModelRow) => machineOf(instance);
	const ollamas = rowsIn(model)
		.filter(({ isOllama }) => isOllama)
		.map(machine);
	const asked = machineOf(model.llm.ollama);
	return row.isOllama && (machine(row) === asked || !ollamas.includes(asked));
};

/** What can be done with a model. */
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
		if (!isReached(model, row)) return [copy];
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
