import { hostname } from 'node:os';
import { ownerOf } from '../../sources/gpu/owners.ts';
import { lastValue } from '../../store/remote.ts';
import type { Owner } from '../../ui/gpu/owner.ts';
import { processesIn } from '../../ui/gpu/processes.ts';
import type { Model } from '../../ui/model.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';
import { watchWhile } from './watch-while.ts';

const every = 5000;

/** Processes can be looked at only where the numbers are of this machine, and of now. */
const isHere = (model: Model): boolean =>
	model.state.full === 'gpu' &&
	model.state.at === undefined &&
	(model.source.name === 'local' || lastValue(model.snapshot)?.host?.name === hostname());

/** Finds out whose the processes on GPUs are while they are looked at; returns how to stop. */
export const watchGpuOwners = (store: ModelStore): (() => void) =>
	watchWhile(store, isHere, {
		read: async () => {
			const owners = new Map<string, Owner>();
			for (const { labels } of processesIn(store.get())) {
				const owner = await ownerOf(labels.pid ?? '', labels.process ?? '');
				if (owner && labels.pid !== undefined) owners.set(labels.pid, owner);
			}
			return owners;
		},
		subject: model =>
			processesIn(model)
				.map(({ labels }) => labels.pid)
				.join(' '),
		every: () => every,
		tell: answer => store.dispatch({ gpuOwners: lastValue(answer) ?? new Map() }),
	});
