import type { Audit } from '../../audit/audit.ts';
import { AixclError, describeError } from '../../errors.ts';
import type { ModelAction } from '../../llm/model-action.ts';
import type { Ollama } from '../../llm/ollama.ts';
import { clean } from '../../text/clean.ts';
import type { Notice, Target } from '../../ui/state.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';

export type ModelOrder = { readonly action: ModelAction; readonly targets: readonly Target[] };

export type ActOnModelParts = {
	readonly store: ModelStore;
	readonly ollama: Ollama;
	readonly audit: Audit;
	/** Reads everything now. */
	readonly refresh: () => void;
	/** Milliseconds of a monotonic clock. */
	readonly now: () => number;
};

const words = {
	unload: ['unloading', 'unloaded'],
	'keep warm': ['loading, to be kept', 'kept in memory'],
} as const satisfies Record<ModelAction, readonly [doing: string, done: string]>;

const noticeFor = { info: 3_600_000, good: 6000, bad: 15_000 } as const satisfies Record<Notice['kind'], number>;

// Ollama leaves out a tag that is `latest`, and so may whoever counts.
const tagged = (name: string): string => (/:[^/]*$/.test(name) ? name : `${name}:latest`);

/** Does what was asked to a model of the Ollama that this run may change; a notice tells, and it is recorded. */
export const createActOnModel = ({ store, ollama, audit, refresh, now }: ActOnModelParts) => {
	const tell = (text: string, kind: Notice['kind']) =>
		store.dispatch({ state: { notice: { text, kind, until: now() + noticeFor[kind] } } });

	const mark = (name: string, doing: string | undefined) => {
		const { llm } = store.get().state;
		const acting = new Map(llm.acting);
		if (doing === undefined) acting.delete(name);
		else acting.set(name, doing);
		store.dispatch({ state: { llm: { ...llm, acting } } });
	};

	/** Its name as that Ollama has it: the numbers may be of another one. */
	const nameThere = async (name: string, action: ModelAction): Promise<string> => {
		const loaded = await ollama.loaded(new AbortController().signal);
		const found = loaded.find(each => tagged(each.name) === tagged(name));
		if (found || action !== 'unload') return found?.name ?? name;
		throw new AixclError(`Ollama at ${ollama.place} has not loaded ${name}`, {
			code: 'ollama',
			hint: 'It is unloaded already, or the numbers are of another Ollama; --ollama URL says which one to change.',
		});
	};

	const recorded = async (action: ModelAction, name: string) => {
		// What is refused before anything is done is not recorded, as with containers.
		if (ollama.isReadOnly) return ollama.act(action, name, new AbortController().signal);
		const end = audit.begin({
			action: clean(action),
			detail: clean(`model ${name}`, 256),
			container: clean('ollama'),
			id: undefined,
			endpoint: ollama.place,
		});
		try {
			await ollama.act(action, await nameThere(name, action), new AbortController().signal);
			await end({});
		} catch (error) {
			await end({ error: error ?? 'unknown' });
			throw error;
		}
	};

	return async ({ action, targets }: ModelOrder): Promise<void> => {
		const name = targets[0]?.name;
		if (name === undefined) return;
		const [doing, done] = words[action];
		const began = now();
		mark(name, doing);
		tell(`${doing} ${name} …`, 'info');
		try {
			await recorded(action, name);
			tell(`${name} ${done} in ${((now() - began) / 1000).toFixed(1)} s.`, 'good');
		} catch (error) {
			const { message, hint } = describeError(error);
			tell(`${name} not ${done}: ${message}${hint === undefined ? '' : `. ${hint}`}`, 'bad');
		} finally {
			mark(name, undefined);
			refresh();
		}
	};
};
