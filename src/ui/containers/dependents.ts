import type { Container } from '../../engine/container.ts';

/** The names of the containers that were made to depend on some of these, directly or through others. */
export const dependentsOf = (containers: readonly Container[], all: readonly Container[]): readonly string[] => {
	const found = new Map<string, string>();
	const asked = new Set(containers.map(({ id }) => id));
	const waiting = [...containers];
	for (let needed = waiting.shift(); needed !== undefined; needed = waiting.shift()) {
		for (const other of all) {
			if (asked.has(other.id) || found.has(other.id) || other.project !== needed.project) continue;
			if (!other.dependsOn?.some(({ service }) => service === needed.service)) continue;
			found.set(other.id, other.name);
			waiting.push(other);
		}
	}
	return [...found.values()];
};
