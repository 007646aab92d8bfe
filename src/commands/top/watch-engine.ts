import type { Container, ContainerStats, Engine } from '../../engine/container.ts';
import { createPoll, type Poll } from '../../store/poll.ts';
import { lastValue } from '../../store/remote.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';
import { sampleStats, unmeasured } from './sample-stats.ts';
import { createEventLog } from './watch-events.ts';

// Events tell of every change; this is only for those that were lost.
const relistEvery = 30_000;
// They do not tell that a health check failed once more.
const relistFailing = 10_000;
// A list of many containers costs the engine something; that it hangs is to be noticed sooner.
const pingEvery = 5000;
const relistSoon = 1000;
const relistenAfter = 500;
const settleFor = 300;
const openWithin = 500;

export type EngineWatch = { refresh(): void; stop(): void };

/** Keeps the model's containers, and the use of those that nobody else measures, as the engine tells them. */
export const watchEngine = (store: ModelStore, connect: () => Promise<Engine>, every: () => number): EngineWatch => {
	const eventLog = createEventLog(store);
	let events = new AbortController();
	let isListening = false;
	let again: NodeJS.Timeout | undefined;
	let settling: NodeJS.Timeout | undefined;

	const changed = () => {
		list.refresh();
		// The engine may tell of a change before its own list has it.
		clearTimeout(settling);
		settling = setTimeout(() => list.refresh(), settleFor);
	};

	// Resolves once the events are heard, or will not be: what is learnt from then on stays true until one comes.
	const listen = async (engine: Engine): Promise<void> => {
		if (isListening) return;
		isListening = true;
		events = new AbortController();
		const { promise: opened, resolve } = Promise.withResolvers<void>();
		let isWaiting = true;
		const heard = () => {
			// The first call says that the stream is open, which the list about to be read takes in.
			if (!isWaiting) changed();
			isWaiting = false;
			resolve();
		};
		const ended = () => {
			resolve();
			isListening = false;
			// The list says what became of the engine, and listens again once it answers; an engine whose events end at
			// once must not be asked without a pause.
			again = setTimeout(list.refresh, relistenAfter);
		};
		engine.watch(heard, events.signal, eventLog.happened).then(ended, ended);
		void eventLog.catchUp(engine, events.signal);
		const late = setTimeout(() => {
			isWaiting = false;
			resolve();
		}, openWithin);
		await opened;
		clearTimeout(late);
	};

	const describe = async (engine: Engine, signal: AbortSignal) => {
		const info = await engine.info(signal);
		store.dispatch({ engine: { url: engine.endpoint.url, info, isReadOnly: engine.isReadOnly } });
	};

	// Of very many containers the first list has not all that only an inspection tells; soon the next one has more.
	let unknown = 0;
	let isLearning = false;
	let isFailing = false;
	const learn = (containers: readonly Container[]) => {
		isFailing = containers.some(({ health }) => health === 'unhealthy' || health === 'starting');
		const before = unknown;
		unknown = containers.filter(({ restartCount }) => restartCount === undefined).length;
		isLearning = unknown > 0 && (before === 0 || unknown < before);
	};

	const list: Poll<readonly Container[]> = createPoll(
		async (signal): Promise<readonly Container[]> => {
			const engine = await connect();
			const isKnown = store.get().engine.info !== undefined && store.get().containers.status === 'fresh';
			// Listening begins before the list is read: a change in between is told twice rather than never.
			const [containers] = await Promise.all([
				listen(engine).then(() => engine.list(signal)),
				isKnown ? undefined : describe(engine, signal),
			]);
			learn(containers);
			return containers;
		},
		{ every: () => (isLearning ? relistSoon : isFailing ? relistFailing : relistEvery) },
	);

	let turn = 0;
	// Those that were asked in an earlier turn; what has ended uses nothing, and what was asked again to no avail is unknown.
	const stillTrue = (asked: readonly string[]) => {
		const { containers, stats } = store.get();
		const running = new Set(
			(lastValue(containers) ?? []).flatMap(({ id, state }) => (state === 'running' ? [id] : [])),
		);
		return [...stats].filter(([id]) => running.has(id) && !asked.includes(id));
	};
	const stats = createPoll(
		async signal => {
			const ids = unmeasured(store.get(), turn++);
			if (ids.length === 0) return new Map<string, ContainerStats>();
			const sampled = await sampleStats(await connect(), ids, signal);
			if (sampled.size === 0) list.refresh();
			return new Map([...stillTrue(ids), ...sampled]);
		},
		{ every },
	);

	const ping = createPoll(
		async signal => {
			if (store.get().containers.status !== 'fresh') return;
			try {
				await (await connect()).ping(signal);
			} catch {
				// The list says what is wrong, and asks again.
				if (!signal.aborted) list.refresh();
			}
		},
		{ every: () => pingEvery },
	);

	const stopList = list.subscribe(() => {
		const isFirst = store.get().containers.status === 'pending';
		store.dispatch({ containers: list.get() });
		if (isFirst) stats.refresh();
	});
	const stopStats = stats.subscribe(() => {
		const sampled = lastValue(stats.get());
		if (sampled && (sampled.size > 0 || store.get().stats.size > 0)) store.dispatch({ stats: sampled });
	});
	const stopPing = ping.subscribe(() => {});
	return {
		refresh: list.refresh,
		stop() {
			stopList();
			stopStats();
			stopPing();
			clearTimeout(again);
			clearTimeout(settling);
			events.abort();
		},
	};
};
