import { leaveDetail } from './detail/detail.ts';
import { layout, placeOf } from './layout.ts';
import { atTheEnd } from './logs/log-state.ts';
import type { Change, Model } from './model.ts';
import { isOptional, type PanelId, panelIds } from './panel-id.ts';

/** Focus on a panel; one that this size has no room for is shown on the full screen. */
export const focusOn = (model: Model, panel: PanelId): Change => {
	const { state } = model;
	if (state.full !== undefined) return { state: { focus: panel, full: panel } };
	const isShown = placeOf(panel, model, undefined) !== undefined;
	return { state: { focus: panel, full: isShown ? undefined : panel } };
};

/** The next panel in sight, or the one before. */
export const focusNext = (model: Model, direction: 1 | -1): Change => {
	const { presence, state } = model;
	const isHere = (panel: PanelId) => !isOptional(panel) || presence.panels.includes(panel);
	const shown: readonly PanelId[] =
		state.full === undefined
			? layout(model, undefined).flatMap(({ places }) => places.map(({ panel }) => panel))
			: panelIds.filter(isHere);
	const index = shown.indexOf(state.focus);
	return focusOn(model, shown[(index + direction + shown.length) % shown.length] ?? 'containers');
};

/** From a panel's full screen back to all of them. */
export const leaveFull = (model: Model): Change => {
	const { state } = model;
	if (state.focus === 'detail') return leaveDetail();
	const isShown = placeOf(state.focus, model, undefined) !== undefined;
	return { state: { full: undefined, focus: isShown ? state.focus : 'containers' } };
};

/** What Esc leaves behind, innermost first; nothing where there is nothing left to leave. */
export const back = (model: Model): Change => {
	const { state } = model;
	if (state.notice !== undefined) return { state: { notice: undefined } };
	if (state.full !== undefined) return leaveFull(model);
	if (!state.log.follows) return { state: { log: atTheEnd(state.log) } };
	if (state.marked.size > 0) return { state: { marked: new Set() } };
	if (state.filter !== '') return { state: { filter: '' } };
	return {};
};
