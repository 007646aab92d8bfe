import type { ContainerAction } from '../../engine/container.ts';
import { startOrStop } from '../asking.ts';
import { nextSort } from '../container-columns.ts';
import { selectedContainer } from '../container-rows.ts';
import { focusOn } from '../focusing.ts';
import type { Handlers } from '../keys/binding.ts';
import type { containerKeys } from '../keys/containers.ts';
import { lookAt } from '../logs/log-state.ts';
import { question } from './confirm.ts';
import type { Context } from './context.ts';
import { toggleStack } from './logs.ts';

export const containerHandlers = (context: Context): Handlers<typeof containerKeys> => {
	const { model, dispatch, set, tell } = context;
	const ask = (action: ContainerAction | 'start-or-stop') => {
		const container = selectedContainer(model());
		if (!container) return tell('No container is selected.', 'info');
		if (model().engine.isReadOnly) return tell('aixcl runs with --read-only: nothing is changed.', 'info');
		if (model().state.acting.has(container.id)) return tell(`${container.name} is busy with the last action.`, 'info');
		void question(context, action === 'start-or-stop' ? startOrStop(container) : action, container);
	};
	return {
		restart: () => ask('restart'),
		'start-or-stop': () => ask('start-or-stop'),
		'show-logs': () => {
			const { log } = model().state;
			dispatch(focusOn(model(), 'logs'));
			if (log.target !== 'selected') set({ log: lookAt(log, 'selected') });
		},
		'merge-logs': () => {
			dispatch(focusOn(model(), 'logs'));
			toggleStack(context);
		},
		sort: () => set({ sort: nextSort(model().state.sort) }),
		'toggle-all': () => set({ showsAll: !model().state.showsAll }),
	};
};
