import type { Container } from '../engine/container.ts';
import { requireOurs } from '../stack/ownership.ts';
import { serviceNames, services } from '../stack/services.ts';
import { clean } from '../text/clean.ts';
import type { Stack } from './open-stack.ts';
import type { Progress } from './start/progress.ts';

const isOn = ({ state }: Container): boolean => state === 'running' || state === 'restarting' || state === 'paused';

/** Services in the order to stop them: what needs others goes before them; those of one wave at once. */
export const stopWaves = (names: readonly string[]): readonly (readonly string[])[] => {
	let left = services.filter(({ name }) => names.includes(name));
	const waves: (readonly string[])[] = [];
	while (left.length > 0) {
		const needed = new Set(left.flatMap(({ needs }) => needs));
		const wave = left.filter(({ name }) => !needed.has(name)).map(({ name }) => name);
		waves.push(wave);
		left = left.filter(({ name }) => !wave.includes(name));
	}
	return waves;
};

/**
 * Stops the containers of these services, by their IDs, and no others; volumes and containers stay.
 * Resolves with the names of those that ran. Rejects with an AixclError before anything is stopped where one is not ours.
 */
export const stopServices = async (
	{ engine, list, composeFile }: Pick<Stack, 'engine' | 'list' | 'composeFile'>,
	names: readonly string[],
	progress: Progress,
): Promise<readonly string[]> => {
	const wanted = names.length > 0 ? names : serviceNames;
	const running = requireOurs(wanted, await list(), composeFile).filter(isOn);
	const { signal } = new AbortController();
	const stopped: string[] = [];
	for (const wave of stopWaves(wanted)) {
		const containers = running.filter(({ name }) => wave.includes(name));
		if (containers.length === 0) continue;
		await progress.state(clean(`  stopping ${containers.map(({ name }) => name).join(', ')}`));
		await Promise.all(
			containers.map(async ({ id, name }) => {
				await engine.act('stop', id, signal);
				stopped.push(name);
				await progress.line(clean(`  ${name} stopped`));
			}),
		);
	}
	await progress.clear();
	return stopped;
};
