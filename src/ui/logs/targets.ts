import type { Container } from '../../engine/container.ts';
import { lastValue } from '../../store/remote.ts';
import { byText } from '../../text/order.ts';
import { selectedContainer } from '../containers/rows.ts';
import type { Model } from '../model.ts';
import { isMerged, type MergedLogs } from './log-state.ts';

const own = 'aixcl';

/** What there is to merge: the marked containers, else the project of the selected one, else aixcl's own. */
export const logsToMerge = (model: Model): MergedLogs => {
	const containers = lastValue(model.containers) ?? [];
	const { marked } = model.state;
	const ids = containers.flatMap(({ id }) => (marked.has(id) ? [id] : []));
	if (ids.length > 0) return { ids: ids.toSorted() };
	const selected = selectedContainer(model);
	const isOwnThere = containers.some(({ project }) => project === own);
	const project = selected?.project ?? (isOwnThere ? own : undefined);
	return project === undefined ? { ids: selected ? [selected.id] : [] } : { project };
};

const isAmong = ({ id, project }: Container, merged: MergedLogs): boolean =>
	'ids' in merged ? merged.ids.includes(id) : project === merged.project;

/** The containers whose logs are looked at, in the order of their names. */
export const logTargets = (model: Model): readonly Container[] => {
	const { target } = model.state.log;
	const containers = lastValue(model.containers) ?? [];
	const selected = selectedContainer(model);
	if (target === 'selected') return selected ? [selected] : [];
	if (!isMerged(target)) return containers.filter(({ id }) => id === target.id);
	return containers.filter(container => isAmong(container, target)).toSorted((a, b) => byText(a.name, b.name));
};
