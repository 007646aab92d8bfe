import type { Container } from '../../engine/container.ts';
import type { Snapshot } from '../../metrics/snapshot.ts';
import { clean } from '../../text/clean.ts';
import { usageIn } from '../containers/usage.ts';

type Known = { readonly name: string; readonly isHealthy: boolean | undefined };

const made = (id: string, { name, isHealthy }: Known, now: Container | undefined): Container => ({
	id,
	name: clean(now?.name ?? name, 256),
	image: now?.image ?? clean(''),
	state: 'running',
	health: isHealthy === undefined ? undefined : isHealthy ? 'healthy' : 'not healthy',
	// The engine tells these of now only.
	startedAt: undefined,
	finishedAt: undefined,
	exitCode: undefined,
	restartCount: undefined,
	ports: now?.ports ?? [],
	project: now?.project,
	service: now?.service,
	isOnHostNetwork: now?.isOnHostNetwork,
});

const known = new WeakMap<Snapshot, readonly Container[]>();

/** The containers that ran at a snapshot's instant, as far as cAdvisor measured them; what the engine tells of those that are still there is taken from it. */
export const containersThen = (snapshot: Snapshot, now: readonly Container[]): readonly Container[] => {
	const found = known.get(snapshot);
	if (found) return found;
	const usage = usageIn(snapshot);
	const names = new Map(
		(snapshot.readings['container.memory_bytes'] ?? []).map(({ labels }) => [labels.id ?? '', labels.name ?? '']),
	);
	const health = snapshot.readings['container.healthy'] ?? [];
	const containers = [...usage.keys()].map(id => {
		const name = [...names].find(([path]) => path.includes(id))?.[1] || id.slice(0, 12);
		const value = health.find(({ labels }) => labels.id?.includes(id))?.value;
		const isHealthy = value === undefined ? undefined : value === 1;
		return made(
			id,
			{ name, isHealthy },
			now.find(each => each.id === id),
		);
	});
	known.set(snapshot, containers);
	return containers;
};
