import { readClients } from '../../engine/clients.ts';
import type { Container, Engine } from '../../engine/container.ts';
import { withDeadline } from '../../engine/deadline.ts';
import { isModelAction } from '../../llm/model-action.ts';
import { lastValue } from '../../store/remote.ts';
import { informed } from '../../ui/asking.ts';
import { cutOff } from '../../ui/containers/consequences.ts';
import { talkLines, unknownTalkLines } from '../../ui/containers/talks.ts';
import type { Question } from '../../ui/state.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';

// Later than this, the answer is given without it.
const deadline = 2000;
// Each costs the engine an inspection.
const most = 16;

/**
 * Adds to an open question who holds connections to its containers, where this machine can know, and that it cannot
 * where it cannot; returns how to stop.
 */
export const tellClients = (store: ModelStore, connect: () => Promise<Engine>, read = readClients): (() => void) => {
	let asked: Question['targets'] | undefined;
	let controller = new AbortController();

	/** Puts what is known of each into `told`, as far as it gets. */
	const learn = async (targets: readonly Container[], told: Map<Container, readonly string[]>, signal: AbortSignal) => {
		const engine = await connect();
		if (!engine.endpoint.url.startsWith('unix:')) return;
		const all = lastValue(store.get().containers) ?? [];
		for (const target of targets.slice(0, most)) {
			const { id, addresses = [], networks = [] } = target;
			if (networks.length === 1 && networks[0] === 'none') told.set(target, []);
			if (addresses.length === 0) continue;
			const { pid } = await engine.inspect(id, signal);
			const clients = pid === undefined ? undefined : await read({ id, pid, addresses }, signal);
			if (clients) told.set(target, talkLines(target, clients, { all, targets }));
		}
	};

	const tell = async (question: Question, signal: AbortSignal) => {
		const { action, targets } = question;
		if (isModelAction(action)) return;
		const all = lastValue(store.get().containers) ?? [];
		const containers = targets.flatMap(({ id }) => all.find(each => each.id === id) ?? []);
		const running = cutOff(action, containers);
		if (running.length === 0) return;
		const told = new Map<Container, readonly string[]>();
		await withDeadline(inTime => learn(running, told, inTime), { ms: deadline, signal }).catch(() => undefined);
		if (signal.aborted) return;
		const lines = [
			...[...told.values()].flat(),
			...unknownTalkLines(
				running.filter(each => !told.has(each)),
				running,
			),
		];
		if (lines.length > 0) store.dispatch({ state: { dialog: informed(store.get().state.dialog, question, lines) } });
	};

	const look = () => {
		const { dialog } = store.get().state;
		const question = dialog?.kind === 'confirm' ? dialog.question : undefined;
		if (question?.targets === asked) return;
		asked = question?.targets;
		controller.abort();
		controller = new AbortController();
		if (question) void tell(question, controller.signal);
	};
	const unsubscribe = store.subscribe(look);
	return () => {
		unsubscribe();
		controller.abort();
	};
};
