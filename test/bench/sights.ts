import { containersOf, withEngine } from './engine-cost.ts';
import type { Sights } from './start-up.ts';

const number = /Memory [\d.]+ [KMGT]?i?B of /;

// Words of the screen itself would be seen before any container is.
const leastName = 4;

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** What our screen shows once it has data: the name of a container that is there now, and the memory in use. */
export const findSights = async (dockerHost: string | undefined): Promise<Sights> => {
	if (dockerHost === undefined) return { name: undefined, number };
	const containers = await withEngine(dockerHost, containersOf);
	const names = containers.map(({ name }) => String(name)).filter(name => name.length >= leastName);
	if (names.length === 0) return { name: undefined, number };
	return { name: new RegExp(`[ ›>] (?:${names.map(name => escaped(name)).join('|')}) `), number };
};
