import type { ContainerAction } from '../engine/container.ts';
import { lastValue } from '../store/remote.ts';
import type { Store } from '../store/store.ts';
import { armed, ask, startOrStop } from './asking.ts';
import { nextSort } from './container-columns.ts';
import { selectedContainer } from './container-rows.ts';
import { back, focusNext, focusOn, leaveFull } from './focusing.ts';
import { activeScopes } from './footer.ts';
import { goToSubject } from './going.ts';
import { bindingOf, type Does } from './keymap.ts';
import type { Change, Model } from './model.ts';
import { move, type Step } from './moving.ts';
import { panelIds } from './panel-id.ts';
import { type Dialog, type Notice, nextInterval } from './state.ts';

/** What keys can cause outside the screen. */
export type Effects = {
	quit(): void;
	suspend(): void;
	repaint(): void;
	/** Does it to the container of this ID and tells the outcome by notices. */
	act(action: ContainerAction, id: string): void;
	openGrafana(): void;
	/** Resolves when the frame now due has reached the terminal. */
	drawn(): Promise<void>;
	/** Milliseconds of a monotonic clock. */
	now(): number;
};

export type Controller = {
	/** One key by its name, and what the terminal sent for it. */
	press(name: string, sequence: string): void;
	paste(text: string): void;
};

const noticeFor = 4000;
const longestFilter = 100;

export const createController = (store: Store<Model, Change>, effects: Effects): Controller => {
	const model = () => store.get();
	const set = (state: NonNullable<Change['state']>) => store.dispatch({ state });
	const tell = (text: string, kind: Notice['kind']) =>
		set({ notice: { text, kind, until: effects.now() + noticeFor } });
	const step = (by: Step) => () => store.dispatch(move(model(), by));
	const openDialog = (dialog: Dialog | undefined) => set({ dialog, notice: undefined });

	const question = async (action: ContainerAction | 'start-or-stop') => {
		const container = selectedContainer(model());
		if (!container) return tell('No container is selected.', 'info');
		if (model().engine.isReadOnly) return tell('aixcl runs with --read-only: nothing is changed.', 'info');
		if (model().state.acting.has(container.id)) return tell(`${container.name} is busy with the last action.`, 'info');
		openDialog(ask(action === 'start-or-stop' ? startOrStop(container) : action, container));
		await effects.drawn();
		set({ dialog: armed(model().state.dialog, container.id, effects.now()) });
	};

	const answer = (isYes: boolean) => {
		const { dialog } = model().state;
		if (dialog?.kind !== 'confirm' || effects.now() < dialog.question.armedAt) return;
		set({ dialog: undefined });
		if (isYes) effects.act(dialog.question.action, dialog.question.id);
	};

	const pressButton = () => {
		const { dialog } = model().state;
		if (dialog?.kind === 'confirm') answer(dialog.question.button === 'confirm');
	};

	const turnButton = () => {
		const { dialog } = model().state;
		if (dialog?.kind !== 'confirm') return;
		const button = dialog.question.button === 'cancel' ? 'confirm' : 'cancel';
		set({ dialog: { ...dialog, question: { ...dialog.question, button } } });
	};

	const hosts = () => lastValue(model().snapshot)?.hosts ?? [];
	const chooseHost = () => {
		const isElsewhere = model().state.host !== undefined && lastValue(model().snapshot)?.host === undefined;
		if (hosts().length < (isElsewhere ? 1 : 2)) return tell('There is only this one host to look at.', 'info');
		const now = lastValue(model().snapshot)?.host?.instance;
		openDialog({
			kind: 'hosts',
			index: Math.max(
				0,
				hosts().findIndex(({ instance }) => instance === now),
			),
		});
	};
	const moveHost = (by: number) => {
		const { dialog } = model().state;
		if (dialog?.kind !== 'hosts') return;
		set({ dialog: { ...dialog, index: Math.max(0, Math.min(hosts().length - 1, dialog.index + by)) } });
	};
	const pickHost = () => {
		const { dialog } = model().state;
		if (dialog?.kind === 'hosts') set({ dialog: undefined, host: hosts()[dialog.index]?.instance });
	};

	const changeInterval = (direction: 1 | -1) => {
		const interval = nextInterval(model().state.interval, direction);
		set({ interval });
		tell(`Refresh every ${interval} s.`, 'info');
	};

	const handlers: Readonly<Record<Does, (key: string) => void>> = {
		'toggle-help': () => openDialog({ kind: 'help' }),
		'quit-or-back': () => {
			if (model().state.full === undefined) effects.quit();
			else store.dispatch(leaveFull(model()));
		},
		quit: effects.quit,
		back: () => store.dispatch(back(model())),
		suspend: effects.suspend,
		repaint: effects.repaint,
		'next-panel': () => store.dispatch(focusNext(model(), 1)),
		'previous-panel': () => store.dispatch(focusNext(model(), -1)),
		'go-to-panel': key => {
			const panel = panelIds[Number(key) - 1];
			if (panel) store.dispatch(focusOn(model(), panel));
		},
		'toggle-full': () => {
			const { full, focus } = model().state;
			store.dispatch(full === undefined ? { state: { full: focus } } : leaveFull(model()));
		},
		up: step({ by: -1 }),
		down: step({ by: 1 }),
		'page-up': step('page-up'),
		'page-down': step('page-down'),
		top: step('top'),
		bottom: step('bottom'),
		filter: () => {
			store.dispatch(focusOn(model(), 'containers'));
			set({ isFiltering: true, notice: undefined });
		},
		'keep-filter': () => set({ isFiltering: false }),
		'drop-filter': () => set({ isFiltering: false, filter: '' }),
		slower: () => changeInterval(1),
		faster: () => changeInterval(-1),
		freeze: () => set({ isFrozen: !model().state.isFrozen }),
		'choose-host': chooseHost,
		'host-up': () => moveHost(-1),
		'host-down': () => moveHost(1),
		'pick-host': pickHost,
		'show-alerts': () => store.dispatch(focusOn(model(), 'alerts')),
		'go-to-subject': () => store.dispatch(goToSubject(model())),
		'open-grafana': effects.openGrafana,
		restart: () => void question('restart'),
		'start-or-stop': () => void question('start-or-stop'),
		'show-logs': () => store.dispatch(focusOn(model(), 'logs')),
		sort: () => set({ sort: nextSort(model().state.sort) }),
		'toggle-all': () => set({ showsAll: !model().state.showsAll }),
		confirm: () => answer(true),
		cancel: () => set({ dialog: undefined }),
		'other-button': turnButton,
		'press-button': pressButton,
		close: () => set({ dialog: undefined }),
	};

	const type = (text: string) => {
		const filter = (model().state.filter + text).slice(0, longestFilter);
		set({ filter, scroll: 0 });
	};

	return {
		press(name, sequence) {
			const { isFiltering, filter, dialog } = model().state;
			const binding = bindingOf(name, activeScopes(model()));
			if (binding) return handlers[binding.does](name);
			if (name === 'ctrl+c') return effects.quit();
			if (!isFiltering || dialog) return;
			if (name === 'backspace') set({ filter: filter.slice(0, -1) });
			else if (/^[^\u0000-\u001f\u007f-\u009f]+$/u.test(sequence)) type(sequence);
		},
		paste(text) {
			// Pasted text is never a command; only the filter takes it, as words.
			if (model().state.isFiltering) type(text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim());
		},
	};
};
