import { lastValue } from '../store/remote.ts';
import { chosenChange } from './changes.ts';
import { containerRows, selectedIndex, tableStart } from './containers/rows.ts';
import { moveDetail } from './detail/scrolling.ts';
import { innerHeight } from './layout.ts';
import { moveModel } from './llm/chosen.ts';
import { isMerged, lookAt } from './logs/log-state.ts';
import { moveLog } from './logs/moving.ts';
import type { Change, Model } from './model.ts';
import { chosenAlert } from './panels/alerts.ts';
import { rowsOfTable } from './panels/containers.ts';

/** A step of the selection or of a scrolled text: rows, or as far as it goes. */
export type Step = { readonly by: number } | 'page-up' | 'page-down' | 'top' | 'bottom';

const rowsOf = (step: Step, page: number): number => {
	if (step === 'page-up') return -page;
	if (step === 'page-down') return page;
	if (step === 'top') return Number.NEGATIVE_INFINITY;
	if (step === 'bottom') return Number.POSITIVE_INFINITY;
	return step.by;
};

const moveSelection = (model: Model, step: Step): Change => {
	const { state } = model;
	const rows = containerRows(model);
	if (rows.length === 0) return {};
	const height = rowsOfTable(innerHeight('containers', model, state.full));
	const index = Math.max(0, Math.min(rows.length - 1, selectedIndex(model) + rowsOf(step, height)));
	const scroll = tableStart(model, index, height);
	const selected = rows[index]!.container.id;
	const { log } = state;
	// Another container's log is read from its end.
	const isOther = selected !== state.selected && !isMerged(log.target);
	return { state: { selected, scroll, ...(isOther ? { log: lookAt(log, 'selected') } : {}) } };
};

const moveAlert = (model: Model, step: Step): Change => {
	const last = Math.max(0, (lastValue(model.alerts)?.length ?? 0) - 1);
	return { state: { alert: Math.max(0, Math.min(last, chosenAlert(model) + rowsOf(step, 10))) } };
};

const moveChange = (model: Model, step: Step): Change => {
	const last = Math.max(0, (lastValue(model.changes)?.changes.length ?? 0) - 1);
	const page = innerHeight('changes', model, 'changes') - 3;
	return { state: { change: Math.max(0, Math.min(last, chosenChange(model) + rowsOf(step, page))) } };
};

/** What a moving key changes: the log, the alert or the change where they have the focus, else the selection. */
export const move = (model: Model, step: Step): Change => {
	const { focus } = model.state;
	if (focus === 'logs') return moveLog(model, step);
	if (focus === 'detail') return moveDetail(model, by => rowsOf(step, by));
	if (focus === 'changes') return moveChange(model, step);
	if (focus === 'llm') return moveModel(model, rowsOf(step, 5));
	return focus === 'alerts' ? moveAlert(model, step) : moveSelection(model, step);
};
