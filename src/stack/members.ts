import type { Container } from '../engine/container.ts';
import { isOurs } from './ours.ts';
import { type Service, services } from './services.ts';

// Podman's compose, and an interrupted recreation, put a number in front of the name or behind it.
const isNamed = (name: string, wanted: string): boolean =>
	name === wanted || new RegExp(`^[0-9a-f]+_${wanted}$|_[0-9a-f]+_${wanted}$`).test(name);

/** The container of a service: by its name first, whatever deployment made it. */
export const containerOf = (name: string, containers: readonly Container[]): Container | undefined =>
	containers.find(container => container.name === name) ?? containers.find(container => isNamed(container.name, name));

/** A service and its container, where there is one. */
export type Member = { readonly service: Service; readonly container: Container | undefined };

/** All services of the registry with their containers. */
export const membersIn = (containers: readonly Container[]): readonly Member[] =>
	services.map(service => ({ service, container: containerOf(service.name, containers) }));

const besides =
	/^(?:[0-9a-f]+_|.*_[0-9a-f]+_)?(?:vault|loki|blackbox-exporter|json-exporter|nvidia-gpu-exporter|dcgm-exporter|promtail|alloy)(?:-|$)/;

/**
 * Containers that belong to the stack without being in the registry: those of the same compose project, and those an
 * upstream deployment starts beside it, which may carry no labels. Where the stack is our own, only our own.
 */
export const companionsIn = (containers: readonly Container[], composeFile: string): readonly Container[] => {
	const members = membersIn(containers).flatMap(({ container }) => (container ? [container] : []));
	const ids = new Set(members.map(({ id }) => id));
	const projects = new Set(members.flatMap(({ project }) => (project === undefined ? [] : [project])));
	const areOurs = members.some(member => isOurs(member, composeFile));
	return containers.filter(container => {
		const { id, name, project } = container;
		if (ids.has(id)) return false;
		if (areOurs) return isOurs(container, composeFile);
		return (project !== undefined && projects.has(project)) || (members.length > 0 && besides.test(name));
	});
};
