import type { Container } from '../../engine/container.ts';
import { lastValue } from '../../store/remote.ts';
import type { Model } from '../model.ts';
import { joinedContainers } from './joined.ts';

/** The container of this ID, of the past as well as of now: a row that is not there then is there again when it is over. */
export const knownContainer = (model: Model, id: string): Container | undefined =>
	joinedContainers(model).byId.get(id)?.container ?? lastValue(model.containers)?.find(each => each.id === id);

/**
 * The container that has taken the place of one that is gone: of its name, or made later for the same service of its
 * project, for compose gives it the name last.
 */
export const successorOf = (gone: Container, all: readonly Container[]): Container | undefined => {
	const { id, name, project, service, createdAt = 0 } = gone;
	const others = all.filter(each => each.id !== id);
	const isLater = (each: Container) => each.createdAt !== undefined && each.createdAt >= createdAt;
	return (
		others.find(each => each.name === name) ??
		others.find(each => service !== undefined && each.project === project && each.service === service && isLater(each))
	);
};
