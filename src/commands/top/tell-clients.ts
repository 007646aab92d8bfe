import { readClients } from '../../engine/clients.ts';
import type { Container, Engine } from '../../engine/container.ts';
import { isModelAction } from '../../llm/model-action.ts';
import { lastValue } from '../../store/remote.ts';
import { informed } from '../../ui/asking.ts';
import { cutOff } from '../../ui/containers/consequences.ts';
import { talkLines } from '../../ui/containers/talks.ts';
import type { Question } from '../../ui/state.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';

// Later than this, the answer is given without it.
const deadline = 2000;
// Each costs the engine an inspection.
const most = 16;

/** Adds to an open question who holds connections to its containers, where this machine can know; returns how to stop. */
export const tellClients = (store: ModelStore, connect: () => Promise<Engine>, read = readClients): (() => void) => {
	let asked = '';
	let controller = new AbortController();

	const linesFor = async (engine: Engine, targets: readonly Container[], signal: AbortSignal): Promise<string[]> => {
		const all = lastValue(store.get().containers) ?? [];
		const lines: string[] = [];
		for (const target of targets.slice(0, most)) {
			const { id, addresses = [] } = target;
			if (addresses.length === 0) continue;
			const { pid } = await engine.inspect(id, signal);
			const clients = pid === undefined ? undefined : await read({ id, pid, addresses }, signal);
			if (clients) lines.push(...talkLines(target, clients, { all, targets }));
		}
		return lines;
	};

	const tell = async ({ action, targets }: Question, signal: AbortSignal) => {
		if (isModelAction(action)) return;
		const all = lastValue(store.get().containers) ?? [];
		const containers = targets.flatMap(({ id }) => all.find(each => each.id === id) ?? []);
		const running = cutOff(action, containers);
		if (running.length === 0) return;
		const engine = await connect();
		if (!engine.endpoint.url.startsWith('unix:')) return;
		const lines = await linesFor(engine, running, signal);
		if (signal.aborted || lines.length === 0) return;
		store.dispatch({ state: { dialog: informed(store.get().state.dialog, targets, lines) } });
	};

	const look = () => {
		const { dialog } = store.get().state;
		const question = dialog?.kind === 'confirm' ? dialog.question : undefined;
		const next = question ? [question.action, ...question.targets.map(({ id }) => id)].join(' ') : '';
		if (next === asked) return;
		asked = next;
		controller.abort();
		controller = new AbortController();
		if (!question) return;
		const asking = controller;
		const timer = setTimeout(() => asking.abort(), deadline);
		// What cannot be known is not told.
		tell(question, asking.signal)
			.catch(() => undefined)
			.finally(() => clearTimeout(timer));
	};
	const unsubscribe = store.subscribe(look);
	return () => {
		unsubscribe();
		controller.abort();
	};
};
