import type { ContainerAction } from '../../engine/container.ts';
import { startOrStop } from '../asking.ts';
import { chosenContainers, currentContainer } from '../containers/chosen.ts';
import { nextSort } from '../containers/columns.ts';
import { openDetail } from '../detail/detail.ts';
import { focusOn } from '../focusing.ts';
import type { Handlers } from '../keys/binding.ts';
import type { containerKeys } from '../keys/containers.ts';
import { lookAt } from '../logs/log-state.ts';
import type { Model } from '../model.ts';
import { move } from '../moving.ts';
import { isPast, pastRefusal } from '../time/travel.ts';
import { askFor } from './confirm.ts';
import type { Context } from './context.ts';
import { toggleMerged } from './logs.ts';
import { openShell } from './reaching.ts';

const noneSelected = 'No container is selected.';

/** Why there is nothing to act on. */
const nothing = ({ state }: Model): string =>
	state.marked.size > 0 && state.focus !== 'detail'
		? 'All marked containers are hidden by the filter; Esc takes their marks off.'
		: noneSelected;

export const containerHandlers = (context: Context): Handlers<typeof containerKeys> => {
	const { model, dispatch, set, tell, open } = context;
	const ask = (action: ContainerAction | 'start-or-stop') => {
		if (isPast(model())) return tell(pastRefusal, 'info');
		const containers = chosenContainers(model());
		const [first] = containers;
		if (!first) return tell(nothing(model()), 'info');
		// Of several, what S does to the first decides for all.
		askFor(context, action === 'start-or-stop' ? startOrStop(first) : action, containers);
	};
	const mark = () => {
		const container = currentContainer(model());
		if (!container) return;
		const marked = new Set(model().state.marked);
		if (!marked.delete(container.id)) marked.add(container.id);
		set({ marked });
		if (model().state.focus === 'containers') dispatch(move(model(), { by: 1 }));
	};
	return {
		'show-detail': () => {
			const container = currentContainer(model());
			if (container) dispatch(openDetail(container));
		},
		'show-actions': () => {
			const targets = chosenContainers(model()).map(({ id, name }) => ({ id, name }));
			if (targets.length === 0) tell(nothing(model()), 'info');
			else open({ kind: 'menu', menu: 'actions', targets, index: 0 });
		},
		restart: () => ask('restart'),
		'start-or-stop': () => ask('start-or-stop'),
		'show-logs': () => {
			const { log } = model().state;
			dispatch(focusOn(model(), 'logs'));
			if (log.target !== 'selected') set({ log: lookAt(log, 'selected') });
		},
		'merge-logs': () => {
			dispatch(focusOn(model(), 'logs'));
			toggleMerged(context);
		},
		'open-shell': () => {
			const container = currentContainer(model());
			if (container) openShell(context, container);
			else tell(noneSelected, 'info');
		},
		mark,
		sort: () => set({ sort: nextSort(model().state.sort, model().state.hidden) }),
		'toggle-all': () => set({ showsAll: !model().state.showsAll }),
		'choose-columns': () => open({ kind: 'menu', menu: 'columns', targets: [], index: 0 }),
	};
};
