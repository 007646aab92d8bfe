import type { Container } from '../engine/container.ts';
import { AixclError } from '../errors.ts';
import { containerOf } from './members.ts';
import { isOurs } from './ours.ts';
import { projectName } from './services.ts';

const madeBy = ({ composeFiles = [] }: Container): string =>
	composeFiles[0] === undefined ? 'was not made by compose' : `was made from ${composeFiles[0]}`;

/**
 * The containers of these services, all ours. Throws an AixclError that names the first that somebody else made:
 * another deployment may use the same names, or the same project.
 */
export const requireOurs = (
	names: readonly string[],
	containers: readonly Container[],
	composeFile: string,
): readonly Container[] => {
	const found = names.flatMap(name => containerOf(name, containers) ?? []);
	const claimed = containers.filter(
		({ project, service }) => project === projectName && service !== undefined && names.includes(service),
	);
	const foreign = [...found, ...claimed].find(container => !isOurs(container, composeFile));
	if (!foreign) return found;
	throw new AixclError(`The container ${foreign.name} belongs to another deployment: it ${madeBy(foreign)}`, {
		code: 'stack',
		hint: `Nothing was changed. Stop that deployment with its own command, and remove the container (docker rm ${foreign.name}) once it is not needed.`,
	});
};
