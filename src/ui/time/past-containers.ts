import type { Container } from '../../engine/container.ts';
import type { Snapshot } from '../../metrics/snapshot.ts';
import { clean } from '../../text/clean.ts';
import { usageIn } from '../containers/usage.ts';

const made = (id: string, name: string, now: Container | undefined): Container => ({
	id,
	name: clean(now?.name ?? name, 256),
	image: now?.image ?? clean(''),
	state: 'running',
	// The engine tells these of now only.
	health: undefined,
	startedAt: undefined,
	finishedAt: undefined,
	exitCode: undefined,
	restartCount: undefined,
	ports: now?.ports ?? [],
	project: now?.project,
	service: now?.service,
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
	const containers = [...usage.keys()].map(id => {
		const name = [...names].find(([path]) => path.includes(id))?.[1] || id.slice(0, 12);
		return made(
			id,
			name,
			now.find(each => each.id === id),
		);
	});
	known.set(snapshot, containers);
	return containers;
};
