import { currentContainer } from '../containers/chosen.ts';
import { panelText } from '../panel-text.ts';
import { activeScopes } from '../scopes.ts';
import type { Context } from './context.ts';
import { copyText } from './reaching.ts';

/** Copies the ID of the container that is looked at, where keys mean one; else what the panel shows. */
export const copyShown = (context: Context): void => {
	const model = context.model();
	const container = currentContainer(model);
	if (!activeScopes(model).includes('containers')) copyText(context, panelText(model), 'what the panel shows');
	else if (container) copyText(context, container.id, `the ID of ${container.name}`);
	else context.tell('No container is selected.', 'info');
};
