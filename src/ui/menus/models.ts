import { askForModel } from '../controls/llm.ts';
import { copyText } from '../controls/reaching.ts';
import { rowsIn } from '../llm/chosen.ts';
import type { Menu } from './menu.ts';

/** What can be done with a model. */
export const modelsMenu: Menu = {
	title: (_, { targets }) => targets[0]?.name ?? 'Model',
	items: (model, { targets }) => {
		const row = rowsIn(model).find(({ key }) => key === targets[0]?.id);
		if (!row) return [];
		return [
			...(row.isLoaded
				? [
						{
							label: 'unload: give its memory back',
							key: 'u',
							changes: true as const,
							pick: (context: Parameters<typeof askForModel>[0]) => askForModel(context, 'unload', row),
						},
					]
				: []),
			{
				label: row.isLoaded ? 'keep warm: never unload it' : 'load it, and keep it warm',
				key: 'w',
				changes: true as const,
				pick: context => askForModel(context, 'keep warm', row),
			},
			{ label: 'copy its name', key: 'n', pick: context => copyText(context, row.name, `the name ${row.name}`) },
		];
	},
};
