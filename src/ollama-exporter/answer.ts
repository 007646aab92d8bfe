/** What the bytes of an answer have told so far. Times are of the monotonic clock, in milliseconds. */
export type Answer = {
	/** As the model server names it. */
	model: string | undefined;
	/** Pieces of a stream that carry output: about one a token. */
	chunks: number;
	/** When the first and the last piece of output came; absent where the answer is not streamed. */
	firstAt: number | undefined;
	lastAt: number | undefined;
	/** Counts as the model server gives them; absent where it does not. */
	promptTokens: number | undefined;
	generatedTokens: number | undefined;
	/** Seconds, as Ollama gives them; `/v1` has none. */
	evalSeconds: number | undefined;
	promptEvalSeconds: number | undefined;
	loadSeconds: number | undefined;
	/** It only loaded or unloaded a model. */
	isOnlyLoad: boolean;
	/** An error came in place of the rest. */
	hasError: boolean;
};

export const emptyAnswer = (): Answer => ({
	model: undefined,
	chunks: 0,
	firstAt: undefined,
	lastAt: undefined,
	promptTokens: undefined,
	generatedTokens: undefined,
	evalSeconds: undefined,
	promptEvalSeconds: undefined,
	loadSeconds: undefined,
	isOnlyLoad: false,
	hasError: false,
});

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields | undefined =>
	typeof value === 'object' && value !== null ? (value as Fields) : undefined;

const count = (value: unknown): number | undefined =>
	typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;

const seconds = (nanoseconds: unknown): number | undefined => {
	const value = count(nanoseconds);
	return value === undefined ? undefined : value / 1e9;
};

// OpenAI's names, those of its Responses API, and Anthropic's. Where it is told again and again, each tells the sum.
const takeUsage = (answer: Answer, usage: Fields) => {
	answer.promptTokens = count(usage.prompt_tokens) ?? count(usage.input_tokens) ?? answer.promptTokens;
	answer.generatedTokens = count(usage.completion_tokens) ?? count(usage.output_tokens) ?? answer.generatedTokens;
};

// Ollama leaves out what is 0. `prompt_eval_count` contains what was cached, its duration does not.
const takeOllama = (answer: Answer, found: Fields) => {
	answer.isOnlyLoad = found.done_reason === 'load' || found.done_reason === 'unload';
	answer.promptTokens = count(found.prompt_eval_count) ?? answer.promptTokens;
	answer.generatedTokens = count(found.eval_count) ?? answer.generatedTokens;
	answer.evalSeconds = seconds(found.eval_duration);
	answer.promptEvalSeconds = seconds(found.prompt_eval_duration);
	answer.loadSeconds = seconds(found.load_duration);
};

/** Takes what one JSON object of an answer tells: a whole answer, or a line or event of a stream. */
export const take = (answer: Answer, value: unknown): void => {
	const found = fieldsOf(value);
	if (!found) return;
	const inner = fieldsOf(found.response) ?? fieldsOf(found.message);
	const model = found.model ?? inner?.model;
	if (typeof model === 'string') answer.model = model;
	if ((found.error ?? fieldsOf(found.response)?.error ?? undefined) !== undefined) answer.hasError = true;
	const usage = fieldsOf(found.usage) ?? fieldsOf(inner?.usage);
	if (usage) takeUsage(answer, usage);
	if (found.total_duration !== undefined || found.done === true) takeOllama(answer, found);
};
