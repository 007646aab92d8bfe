import type { Engine } from '../../engine/container.ts';
import { createPoll, type Poll } from '../../store/poll.ts';
import { pending, type Remote } from '../../store/remote.ts';
import type { Tab } from '../../ui/detail/detail.ts';
import type { Change } from '../../ui/model.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';

const inspected: readonly Tab[] = ['config', 'mounts', 'network', 'health'];
// An inspection changes with events, which the list tells; this is for what it does not, such as health probes.
const slowest = 5000;

/** Asks the engine for what the open tab of a container's details needs, and only that; returns how to stop. */
export const watchInspection = (
	store: ModelStore,
	connect: () => Promise<Engine>,
	every: () => number,
): (() => void) => {
	let key: string | undefined;
	let stop = () => {};

	const watch = <T>(read: (engine: Engine, signal: AbortSignal) => Promise<T>, tell: (answer: Remote<T>) => Change) => {
		const poll: Poll<T> = createPoll(async signal => read(await connect(), signal), {
			every: () => Math.max(every(), slowest),
		});
		stop = poll.subscribe(() => store.dispatch(tell(poll.get())));
	};

	const look = () => {
		const { detail, focus } = store.get().state;
		const next =
			detail && focus === 'detail' ? `${detail.id} ${inspected.includes(detail.tab) ? 'inspect' : detail.tab}` : '';
		if (next === key) return;
		const isOther = detail?.id !== key?.split(' ')[0];
		key = next;
		stop();
		stop = () => {};
		if (!detail || next === '') return;
		if (isOther) store.dispatch({ inspection: pending, processes: pending, usageHistory: pending });
		if (inspected.includes(detail.tab))
			watch(
				(engine, signal) => engine.inspect(detail.id, signal),
				inspection => ({ inspection }),
			);
		else if (detail.tab === 'processes')
			watch(
				(engine, signal) => engine.processes(detail.id, signal),
				processes => ({ processes }),
			);
	};
	const unsubscribe = store.subscribe(look);
	look();
	return () => {
		unsubscribe();
		stop();
	};
};
