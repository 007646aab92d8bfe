import type { Container } from '../../engine/container.ts';
import { lastValue } from '../../store/remote.ts';
import { byText } from '../../text/order.ts';
import { selectedContainer } from '../containers/rows.ts';
import type { Model } from '../model.ts';

const own = 'aixcl';

/** The compose project whose logs are merged: aixcl's own where it is there, else that of the selected container. */
const projectOf = (containers: readonly Container[], selected: Container | undefined): string | undefined =>
	containers.some(({ project }) => project === own) ? own : selected?.project;

/** The containers whose logs are looked at, in the order of their names. */
export const logTargets = (model: Model): readonly Container[] => {
	const { target } = model.state.log;
	const containers = lastValue(model.containers) ?? [];
	const selected = selectedContainer(model);
	if (target === 'selected') return selected ? [selected] : [];
	if (target !== 'stack') return containers.filter(({ id }) => id === target.id);
	const project = projectOf(containers, selected);
	return containers
		.filter(container => (project === undefined ? container.id === selected?.id : container.project === project))
		.toSorted((a, b) => byText(a.name, b.name));
};
