import type { Engine, LogLine } from '../../engine/container.ts';
import { selectedContainer } from '../../ui/containers/rows.ts';
import { placeOf } from '../../ui/layout.ts';
import type { LogTail, Model } from '../../ui/model.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';

const firstLines = 200;
const mostLines = 1000;
// Moving through the list must not open a stream for each row passed.
const settleFor = 150;
const publishEvery = 100;

/** What makes it another log: the container, its run, and whether the engine could be asked. */
const keyOf = (model: Model): string | undefined => {
	if (placeOf('logs', model.size, model.state.full) === undefined) return undefined;
	const container = selectedContainer(model);
	return container && `${container.id} ${container.startedAt ?? ''} ${model.containers.status}`;
};

const without = (lines: readonly LogLine[], most: number) => lines.slice(Math.max(0, lines.length - most));

/** Keeps the model's log the tail of the selected container's; returns how to stop. */
export const followLog = (store: ModelStore, connect: () => Promise<Engine>): (() => void) => {
	let key: string | undefined;
	let settling: NodeJS.Timeout | undefined;
	let publishing: NodeJS.Timeout | undefined;
	let controller = new AbortController();

	const open = async (signal: AbortSignal) => {
		const container = selectedContainer(store.get());
		if (!container) return;
		let tail: LogTail = {
			id: container.id,
			name: container.name,
			lines: [],
			dropped: 0,
			status: 'opening',
			error: undefined,
		};
		let pending: LogLine[] = [];
		const publish = (change: Partial<LogTail> = {}) => {
			clearTimeout(publishing);
			publishing = undefined;
			if (signal.aborted) return;
			const lines = without([...tail.lines, ...pending], mostLines);
			const dropped = tail.dropped + tail.lines.length + pending.length - lines.length;
			const { logScroll } = store.get().state;
			// Someone who has scrolled back keeps the lines in sight while new ones come.
			const state = logScroll > 0 ? { logScroll: logScroll + pending.length } : {};
			tail = { ...tail, lines, dropped, ...change };
			pending = [];
			store.dispatch({ logs: tail, state });
		};
		publish();
		try {
			const engine = await connect();
			const lines = engine.logs(container.id, { tail: firstLines, follow: true }, signal);
			publish({ status: container.state === 'running' ? 'following' : 'opening' });
			for await (const line of lines) {
				pending.push(line);
				if (pending.length > mostLines) {
					pending.shift();
					tail = { ...tail, dropped: tail.dropped + 1 };
				}
				publishing ??= setTimeout(publish, publishEvery);
			}
			publish({ status: 'ended' });
		} catch (error) {
			publish({ status: 'failed', error });
		}
	};

	const look = () => {
		const next = keyOf(store.get());
		if (next === key) return;
		key = next;
		clearTimeout(settling);
		settling = setTimeout(() => {
			controller.abort();
			controller = new AbortController();
			void open(controller.signal);
		}, settleFor);
	};

	const unsubscribe = store.subscribe(look);
	look();
	return () => {
		unsubscribe();
		clearTimeout(settling);
		clearTimeout(publishing);
		controller.abort();
	};
};
