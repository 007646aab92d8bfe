import type { Container } from '../../engine/container.ts';
import { AixclError } from '../../errors.ts';
import { companionsIn, containerOf, membersIn } from '../../stack/members.ts';
import { serviceNames } from '../../stack/services.ts';
import { formerOf } from '../../ui/logs/other-run.ts';
import { noSuchService } from '../service-names.ts';

/** A name to read by, and the container it means now; a service may get its container later. */
export type LogTarget = {
	readonly name: string;
	readonly container: Container | undefined;
	/** Only what was written by then: milliseconds since the epoch. */
	readonly before?: number;
};

const byService = (name: string, containers: readonly Container[]) =>
	containers.find(({ project, service }) => project !== undefined && service === name);

/**
 * The containers whose logs are meant: the named ones, by service or by name, else all of the stack.
 * Throws an AixclError for a name that is neither a service nor a container.
 */
export const logTargets = (
	words: readonly string[],
	containers: readonly Container[],
	{ isFollowing, composeFile }: { readonly isFollowing: boolean; readonly composeFile: string },
): readonly LogTarget[] => {
	if (words.length === 0) {
		const all = [...membersIn(containers).map(({ container }) => container), ...companionsIn(containers, composeFile)];
		const targets = all.flatMap(container => (container ? [{ name: container.name, container }] : []));
		if (targets.length > 0) return targets;
		throw new AixclError('Nothing of the stack is there, so there is no log', {
			code: 'stack',
			hint: 'Start it with aixcl start, or name a container: aixcl logs NAME.',
		});
	}
	return [...new Set(words)].map(word => {
		const container = containerOf(word, containers) ?? byService(word, containers);
		if (container) return { name: container.name, container };
		const known = [...new Set([...serviceNames, ...containers.map(({ name }) => name)])];
		if (!serviceNames.includes(word)) throw noSuchService(word, known);
		if (isFollowing) return { name: word, container: undefined };
		throw new AixclError(`${word} has no container, so there is no log`, {
			code: 'stack',
			hint: `Start it with aixcl start ${word}.`,
		});
	});
};

/**
 * What was written before: the log of the container that ran before, where it is still there, else what the engine keeps
 * of earlier runs in the same log.
 */
export const previousTargets = (
	targets: readonly LogTarget[],
	containers: readonly Container[],
): readonly LogTarget[] =>
	targets.map(({ name, container: meant }) => {
		const container = containers.find(({ id }) => id === meant?.id);
		const former = container && formerOf(container, containers);
		if (former) return { name: former.name, container: former };
		return container?.startedAt === undefined
			? { name, container: undefined }
			: { name, container, before: container.startedAt - 1 };
	});
