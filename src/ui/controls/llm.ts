import type { ModelAction } from '../../llm/model-action.ts';
import { clean } from '../../text/clean.ts';
import { focusOn } from '../focusing.ts';
import type { Handlers } from '../keys/binding.ts';
import type { llmKeys } from '../keys/llm.ts';
import { askModel } from '../llm/ask-model.ts';
import { chosenModel } from '../llm/chosen.ts';
import type { ModelRow } from '../llm/rows.ts';
import { isPast, pastRefusal } from '../time/travel.ts';
import { openQuestion } from './confirm.ts';
import type { Context } from './context.ts';

/** Asks whether to do it to this model. */
export const askForModel = (context: Context, action: ModelAction, row: ModelRow) => {
	const { model, tell } = context;
	if (model().engine.isReadOnly) return tell('aixcl runs with --read-only: nothing is changed.', 'info');
	if (isPast(model())) return tell(pastRefusal, 'info');
	if (model().state.llm.acting.has(row.name)) return tell(`${row.name} is busy with the last action.`, 'info');
	openQuestion(context, askModel(model(), action, row));
};

export const llmHandlers = ({ model, dispatch, set, tell, open }: Context): Handlers<typeof llmKeys> => ({
	'show-model-actions': () => {
		const row = chosenModel(model());
		if (!row) tell('No model is loaded.', 'info');
		else open({ kind: 'menu', menu: 'models', targets: [{ id: row.key, name: clean(row.name) }], index: 0 });
	},
	'compare-models': () => {
		const { llm, full } = model().state;
		// From among other panels it leads to the comparison, whichever was there last.
		set({ llm: { ...llm, compares: full !== 'llm' || !llm.compares } });
		if (full !== 'llm') dispatch({ state: { ...focusOn(model(), 'llm').state, full: 'llm' } });
	},
});
