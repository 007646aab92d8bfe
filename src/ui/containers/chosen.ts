import type { Container } from '../../engine/container.ts';
import { containerInDetail } from '../detail/about.ts';
import type { Model } from '../model.ts';
import { containerRows, selectedContainer } from './rows.ts';

/** The container that is looked at: the one whose details are open, else the selected one. */
export const currentContainer = (model: Model): Container | undefined =>
	model.state.focus === 'detail' ? containerInDetail(model) : selectedContainer(model);

/** What an action is meant for: the marked containers in the order of the table, else the one that is looked at. */
export const chosenContainers = (model: Model): readonly Container[] => {
	const { marked, focus } = model.state;
	const isAboutOne = focus === 'detail' || marked.size === 0;
	if (!isAboutOne)
		return containerRows(model).flatMap(({ container }) => (marked.has(container.id) ? [container] : []));
	const container = currentContainer(model);
	return container ? [container] : [];
};
