import { AixclError } from '../errors.ts';
import { type Clean, clean } from '../text/clean.ts';
import { type Answer, ask, type Question } from './ask.ts';
import { parseBlobs } from './blobs.ts';
import { explainAnswer, explainFailure } from './explain.ts';
import { type LoadedModel, parseLoaded } from './loaded-model.ts';
import type { ModelAction } from './model-action.ts';

/** An Ollama. What it cannot do it rejects with an AixclError that says why. */
export type Ollama = {
	/** Where it is, without user and password. */
	readonly place: Clean;
	readonly isReadOnly: boolean;
	/** The models in memory. */
	loaded(signal: AbortSignal): Promise<readonly LoadedModel[]>;
	/** The names of the models in memory, by the SHA-256 of the files that they are run from. */
	namesByBlob(signal: AbortSignal): Promise<ReadonlyMap<string, Clean>>;
	/** Resolves once it is done; a read-only one refuses. */
	act(action: ModelAction, model: string, signal: AbortSignal): Promise<void>;
};

export type OllamaOptions = {
	readonly url: string;
	readonly isReadOnly: boolean;
	/** Milliseconds for a question, and for what is done: loading a large model from a slow disk takes minutes. */
	readonly deadline?: number;
	readonly patience?: number;
};

const keepAlive = { unload: 0, 'keep warm': -1 } as const satisfies Record<ModelAction, number>;

const placeOf = (url: string): Clean => {
	const { protocol, host } = new URL(url);
	return clean(`${protocol}//${host}`, 200);
};

/** The way to an Ollama at an address, which may not answer. */
export const createOllama = ({ url, isReadOnly, deadline = 2000, patience = 300_000 }: OllamaOptions): Ollama => {
	const place = placeOf(url);

	const send = async (question: Omit<Question, 'url'>, signal: AbortSignal): Promise<Answer> => {
		try {
			return await ask({ ...question, url }, signal);
		} catch (error) {
			signal.throwIfAborted();
			throw explainFailure(error, place, question.deadline);
		}
	};

	const loaded = async (signal: AbortSignal): Promise<readonly LoadedModel[]> => {
		const answer = await send({ path: '/api/ps', deadline }, signal);
		const models = answer.status === 200 ? parseLoaded(answer.text) : undefined;
		if (!models) throw explainAnswer(answer, place);
		return models;
	};

	return {
		place,
		isReadOnly,
		loaded,
		async namesByBlob(signal) {
			const named = (await loaded(signal)).map(async ({ name }) => {
				const answer = await send({ path: '/api/show', body: { model: name }, deadline }, signal);
				return parseBlobs(answer.text).map(blob => [blob, name] as const);
			});
			// One that is unloaded and removed meanwhile is no loss for the others.
			const answers = await Promise.allSettled(named);
			return new Map(answers.flatMap(each => (each.status === 'fulfilled' ? each.value : [])));
		},
		async act(action, model, signal) {
			if (isReadOnly) {
				throw new AixclError('aixcl runs with --read-only: no model is loaded or unloaded', {
					code: 'ollama',
					hint: 'Run it without --read-only, AIXCL_READ_ONLY and "read-only" in the config file.',
				});
			}
			// Without a prompt it loads or unloads and generates nothing.
			const body = { model, keep_alive: keepAlive[action], stream: false };
			const answer = await send({ path: '/api/generate', body, deadline: patience }, signal);
			if (answer.status !== 200) throw explainAnswer(answer, place, clean(model, 80));
		},
	};
};
