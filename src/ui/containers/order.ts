import type { Container, ContainerAction } from '../../engine/container.ts';

/** Those that others are made to wait for first; containers of a circle in the order given. */
const dependenciesFirst = (containers: readonly Container[]): readonly Container[] => {
	const done = new Set<string>();
	const ordered: Container[] = [];
	const visit = (container: Container) => {
		if (done.has(container.id)) return;
		done.add(container.id);
		for (const { service } of container.dependsOn ?? []) {
			const needed = containers.find(each => each.project === container.project && each.service === service);
			if (needed) visit(needed);
		}
		ordered.push(container);
	};
	for (const container of containers) visit(container);
	return ordered;
};

/** Containers in the order in which an action spares those that depend on others: what is stopped is stopped from the end. */
export const orderFor = (action: ContainerAction, containers: readonly Container[]): readonly Container[] => {
	const ordered = dependenciesFirst(containers);
	return action === 'stop' || action === 'kill' || action === 'remove' ? ordered.toReversed() : ordered;
};
