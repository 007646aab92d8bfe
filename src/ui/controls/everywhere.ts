import { lastValue } from '../../store/remote.ts';
import { back, focusNext, focusOn, leaveFull } from '../focusing.ts';
import type { Handlers } from '../keys/binding.ts';
import type { everywhereKeys } from '../keys/everywhere.ts';
import { chooseHost } from '../menus/hosts.ts';
import { move, type Step } from '../moving.ts';
import { isOptional, type OptionalPanelId, panelIds } from '../panel-id.ts';
import { activeScopes } from '../scopes.ts';
import { nextInterval } from '../state.ts';
import { seek } from '../time/seeking.ts';
import { changeWindow, goLive, moveCursor } from '../time/travel.ts';
import type { Context } from './context.ts';
import { copyShown } from './copying.ts';

const absentWords: Readonly<Record<OptionalPanelId, string>> = {
	gpu: 'No GPU is measured on this machine.',
	llm: 'No model server is measured on this machine.',
};

export const everywhereHandlers = (context: Context): Handlers<typeof everywhereKeys> => {
	const { effects, model, dispatch, set, tell, open } = context;
	const step = (by: Step) => () => dispatch(move(model(), by));
	const changeInterval = (direction: 1 | -1) => {
		const interval = nextInterval(model().state.interval, direction);
		set({ interval });
		tell(`Refresh every ${interval} s.`, 'info');
	};
	const turnWindow = (by: 1 | -1) => {
		if (model().source.name === 'local')
			return tell('Without Prometheus the charts reach back no further than aixcl runs, at most an hour.', 'info');
		const window = changeWindow(model(), by);
		if (window !== undefined) set({ window });
	};
	return {
		'toggle-help': () => open({ kind: 'help', scopes: activeScopes(model()), scroll: 0 }),
		'quit-or-back': () => {
			if (model().state.full === undefined) effects.quit();
			else dispatch(leaveFull(model()));
		},
		quit: effects.quit,
		back: () => dispatch(back(model())),
		suspend: effects.suspend,
		repaint: effects.repaint,
		'next-panel': () => dispatch(focusNext(model(), 1)),
		'previous-panel': () => dispatch(focusNext(model(), -1)),
		'go-to-panel': key => {
			const panel = panelIds[Number(key) - 1];
			if (panel === undefined) return;
			if (isOptional(panel) && !model().presence.panels.includes(panel)) {
				const why = panel === 'gpu' ? lastValue(model().snapshot)?.gpuFault : undefined;
				return tell(why ?? absentWords[panel], 'info');
			}
			dispatch(focusOn(model(), panel));
		},
		'toggle-full': () => {
			const { full, focus } = model().state;
			dispatch(full === undefined ? { state: { full: focus } } : leaveFull(model()));
		},
		up: step({ by: -1 }),
		down: step({ by: 1 }),
		'page-up': step('page-up'),
		'page-down': step('page-down'),
		top: step('top'),
		bottom: step('bottom'),
		filter: () => {
			dispatch(focusOn(model(), 'containers'));
			context.prompt('filter', model().state.filter);
		},
		slower: () => changeInterval(1),
		faster: () => changeInterval(-1),
		freeze: () => set({ isFrozen: !model().state.isFrozen }),
		earlier: () => dispatch(moveCursor(model(), -1)),
		later: () => dispatch(moveCursor(model(), 1)),
		'much-earlier': () => dispatch(moveCursor(model(), -10)),
		'much-later': () => dispatch(moveCursor(model(), 10)),
		'next-event': () => dispatch(seek(model(), 'next', effects.now())),
		'previous-event': () => dispatch(seek(model(), 'previous', effects.now())),
		'shorter-window': () => turnWindow(-1),
		'longer-window': () => turnWindow(1),
		'type-time': () => context.prompt('time', ''),
		'go-live': () => dispatch(goLive(model())),
		'choose-host': () => chooseHost(context),
		'show-alerts': () => dispatch(focusOn(model(), 'alerts')),
		'show-changes': () => set({ focus: 'changes', full: 'changes', change: 0 }),
		copy: () => copyShown(context),
		'save-screen': effects.saveScreen,
		'open-grafana': effects.openGrafana,
	};
};
