import { hostname } from 'node:os';
import type { Ollama } from '../../llm/ollama.ts';
import { ownerOf, type ProcessOwner } from '../../sources/gpu/owners.ts';
import { lastValue } from '../../store/remote.ts';
import type { Clean } from '../../text/clean.ts';
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

const none: ReadonlyMap<string, Clean> = new Map();

export type GpuOwnersParts = {
	/** Who knows the name of a model whose manifests only root may read. */
	readonly ollama: Pick<Ollama, 'namesByBlob'>;
	/** Where processes are told. */
	readonly proc?: string;
};

/** Finds out whose the processes on GPUs are while they are looked at; returns how to stop. */
export const watchGpuOwners = (store: ModelStore, { ollama, proc }: GpuOwnersParts): (() => void) =>
	watchWhile(store, isHere, {
		read: async signal => {
			const owners = new Map<string, ProcessOwner>();
			for (const { labels } of processesIn(store.get())) {
				const owner = await ownerOf(labels.pid ?? '', labels.process ?? '', proc);
				if (owner && labels.pid !== undefined) owners.set(labels.pid, owner);
			}
			const isNameless = [...owners.values()].some(({ model, blob }) => model === undefined && blob !== undefined);
			const names = isNameless ? await ollama.namesByBlob(signal).catch(() => none) : none;
			return new Map<string, Owner>(
				[...owners].map(([pid, { container, model, blob = '' }]) => [
					pid,
					{ container, model: model ?? names.get(blob) },
				]),
			);
		},
		subject: model =>
			processesIn(model)
				.map(({ labels }) => labels.pid)
				.join(' '),
		every: () => every,
		tell: answer => store.dispatch({ gpuOwners: lastValue(answer) ?? new Map() }),
	});
