import { words } from '../../ui/action-words.ts';
import type { Acting } from '../../ui/containers/acting.ts';
import { knownContainer } from '../../ui/containers/known.ts';
import { named } from '../../ui/containers/named.ts';
import type { Model } from '../../ui/model.ts';

const namesOf = (model: Model, ids: readonly string[]): string =>
	named(ids.map(id => knownContainer(model, id)?.name ?? id.slice(0, 12)));

/** What was under way, or had yet to come, when the screen was left, a sentence each; none where nothing was. */
export const leftUndone = (model: Model): readonly string[] => {
	const { acting } = model.state;
	const those = (isMeant: (each: Acting) => boolean) => {
		const found = [...acting].filter(([, each]) => isMeant(each));
		const byAction = Map.groupBy(found, ([, { action }]) => action);
		return [...byAction].map(([action, each]) => ({
			action,
			names: namesOf(
				model,
				each.map(([id]) => id),
			),
		}));
	};
	return [
		...those(({ phase }) => phase !== 'waiting').map(
			({ action, names }) => `Left while ${words[action][0]} ${names}: what became of that was not seen.`,
		),
		...those(({ phase }) => phase === 'waiting').map(
			({ action, names }) => `Not ${words[action][1]}, for their turn had not come: ${names}.`,
		),
	];
};
