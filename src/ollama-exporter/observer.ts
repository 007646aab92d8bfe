import type { Answer } from './answer.ts';
import type { EndpointName } from './endpoint.ts';
import type { Inventory } from './inventory.ts';
import { type ModelLabels, otherModel, wholeName } from './model-labels.ts';
import type { Reason, TrafficSeries } from './traffic-series.ts';

/** How a request ended. */
export type Ending = {
	/** The status that the client got; 499 where it left before. */
	readonly code: number;
	readonly reason: Reason | undefined;
};

/** One request, from its first byte to the last of its answer. */
export type Observation = {
	/** The model that the request asks for, once that is known. */
	asks(model: string | undefined): void;
	/** More of its answer has come. */
	progress(answer: Answer): void;
	/** Only the first call counts. */
	end(ending: Ending, answer: Answer | undefined): void;
};

export type ObserverInputs = {
	readonly series: TrafficSeries;
	readonly labels: ModelLabels;
	readonly inventory: () => Inventory | undefined;
	/** Milliseconds, monotonic. */
	readonly now: () => number;
};

// Ollama's load_duration has some milliseconds of checks in it for a model that is in memory.
const shortestLoad = 0.5;
const oldestInventory = 60_000;

const isLoaded = (name: string | undefined, inventory: Inventory | undefined): boolean => {
	const at = Date.now();
	if (name === undefined || !inventory || at - inventory.at > oldestInventory) return false;
	const whole = wholeName(name);
	return Boolean(
		inventory.loaded?.some(
			model => wholeName(model.name) === whole && (model.expiresAt === undefined || model.expiresAt * 1000 > at),
		),
	);
};

/** Turns what requests and answers tell into series. */
export const createObserver = ({ series, labels, inventory, now }: ObserverInputs) => {
	const tellAnswer = (model: string, answer: Answer, { isWhole, isCold }: { isWhole: boolean; isCold: boolean }) => {
		const { firstAt, lastAt, chunks, generatedTokens, evalSeconds, loadSeconds } = answer;
		const tokens = generatedTokens ?? chunks;
		const source = generatedTokens === undefined ? 'estimated' : 'reported';
		const measured = firstAt === undefined || lastAt === undefined ? undefined : (lastAt - firstAt) / 1000;
		const generating = evalSeconds ?? measured;
		series.promptTokens.inc({ model }, answer.promptTokens ?? 0);
		series.generatedTokens.inc({ model, source }, tokens);
		series.evalSeconds.inc({ model }, generating ?? 0);
		series.promptEvalSeconds.inc({ model }, answer.promptEvalSeconds ?? 0);
		// Ollama's time is that of all tokens, ours begins with the first one.
		const steps = evalSeconds === undefined ? tokens - 1 : tokens;
		if (isWhole && generating !== undefined && steps > 0) series.perToken.observe({ model }, generating / steps);
		if (loadSeconds === undefined) return;
		series.loadDuration.observe({ model }, loadSeconds);
		if (isCold && loadSeconds > shortestLoad) series.loads.inc({ model });
	};
	return {
		begin(endpoint: EndpointName): Observation {
			const from = now();
			let asked: string | undefined;
			let counted: string | undefined;
			let chunks = 0;
			let hasFirst = false;
			let isOver = false;
			let isCold = true;
			// Ollama answers with the name that it was asked by. llama-server has one model, whatever it was asked for, and says
			// which. One that goes by a name in its answers that it does not list is known by the one it was asked by.
			const labelOf = (answer: Answer | undefined): string => {
				if (endpoint === 'other') return '';
				const answered = answer?.model === undefined ? otherModel : labels.of(answer.model);
				return answered === otherModel ? labels.of(asked) : answered;
			};
			return {
				asks(model) {
					if (isOver) return;
					asked = model;
					isCold = !isLoaded(model, inventory());
					counted = labels.of(model);
					series.inFlight.inc({ model: counted });
				},
				progress(answer) {
					if (isOver) return;
					const model = labelOf(answer);
					if (answer.chunks > chunks) series.chunks.inc({ model }, answer.chunks - chunks);
					chunks = answer.chunks;
					if (hasFirst || answer.firstAt === undefined) return;
					hasFirst = true;
					series.firstToken.observe({ model }, (answer.firstAt - from) / 1000);
				},
				end({ code, reason: told }, answer) {
					if (isOver) return;
					isOver = true;
					if (counted !== undefined) series.inFlight.dec({ model: counted });
					const model = labelOf(answer);
					const reason = told ?? (answer?.hasError ? 'stream_error' : undefined);
					series.requests.inc({ model, endpoint, code: String(code) });
					if (reason !== undefined) series.errors.inc({ model: model || otherModel, reason });
					if (endpoint === 'other') return;
					if (answer) tellAnswer(model, answer, { isWhole: reason === undefined, isCold });
					if (reason === undefined && !answer?.isOnlyLoad) series.duration.observe({ model }, (now() - from) / 1000);
				},
			};
		},
	};
};

export type Observer = ReturnType<typeof createObserver>;
