import type { MetricId } from '../metrics/catalogue/catalogue.ts';
import type { Comparison, Change as Difference } from '../metrics/compare.ts';
import { lastValue } from '../store/remote.ts';
import { focusOn } from './focusing.ts';
import type { Change, Model } from './model.ts';
import type { PanelId } from './panel-id.ts';

/** How one instant, in milliseconds since the epoch by the source's clock, differs from what is usual at its hour. */
export type Compared = { readonly at: number } & Comparison;

/** Which change is looked at; the last where there are fewer by now. */
export const chosenChange = ({ changes, state }: Model): number =>
	Math.max(0, Math.min((lastValue(changes)?.changes.length ?? 0) - 1, state.change));

const panels: readonly (readonly [PanelId, RegExp])[] = [
	['gpu', /^gpu\./],
	['llm', /^llm\./],
	['postgres', /^postgres\./],
	['containers', /^container\./],
	['memory', /^host\.(memory|swap)\b/],
	['io', /^host\.(filesystem|disk|network)\b/],
];

const panelOf = (id: MetricId): PanelId => panels.find(([, pattern]) => pattern.test(id))?.[0] ?? 'cpu';

const containerOf = (model: Model, { labels }: Difference): string | undefined => {
	const all = lastValue(model.containers) ?? [];
	const known = all.find(({ id }) => labels.id?.includes(id)) ?? all.find(({ name }) => name === labels.name);
	return known?.id ?? labels.id?.match(/[0-9a-f]{64}/)?.[0];
};

/** From a change to the panel that shows it, and to the container it is of. */
export const goToChange = (model: Model): Change => {
	const difference = lastValue(model.changes)?.changes[chosenChange(model)];
	if (!difference) return {};
	const panel = panelOf(difference.id);
	const selected = panel === 'containers' ? containerOf(model, difference) : undefined;
	const { state } = focusOn({ ...model, state: { ...model.state, full: undefined } }, panel);
	return { state: { ...state, ...(selected === undefined ? {} : { selected }) } };
};

/** All changes in words, a line each. */
export const changesText = ({ changes }: Model): string =>
	(lastValue(changes)?.changes ?? []).map(({ words }) => words).join('\n');
