import { lastValue } from '../../store/remote.ts';
import type { Change, Model } from '../model.ts';
import { type ModelRow, modelRows } from './rows.ts';

/** The models in the order in which they are shown. */
export const rowsIn = ({ snapshot }: Model): readonly ModelRow[] => modelRows(lastValue(snapshot)?.readings ?? {});

/** The model the pointer is on: the selected one, else the first. */
export const chosenModel = (model: Model): ModelRow | undefined => {
	const rows = rowsIn(model);
	return rows.find(({ key }) => key === model.state.llm.selected) ?? rows[0];
};

/** The pointer so many rows on. */
export const moveModel = (model: Model, by: number): Change => {
	const rows = rowsIn(model);
	const key = chosenModel(model)?.key;
	const index = rows.findIndex(row => row.key === key);
	const next = rows[Math.max(0, Math.min(rows.length - 1, index + by))];
	return next ? { state: { llm: { ...model.state.llm, selected: next.key } } } : {};
};
