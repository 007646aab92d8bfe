/**
 * What each model server calls the same thing, in the order of the columns of `modelServers`: our exporter in front of
 * Ollama, Ollama itself where a build has `/metrics`, vLLM, llama.cpp and SGLang. Histograms are named without `_bucket`.
 * Where one is missing, that server does not tell it.
 */
export const modelServerNames = {
	present: [
		'ollama_models_loaded',
		'ollama_build_info',
		'vllm:num_requests_running',
		'llamacpp:requests_processing',
		'sglang:num_running_reqs',
	],
	running: [
		'ollama_requests_in_flight',
		'vllm:num_requests_running',
		'llamacpp:requests_processing',
		'sglang:num_running_reqs',
	],
	waiting: [
		'ollama_requests_queued',
		'vllm:num_requests_waiting',
		'llamacpp:requests_deferred',
		'sglang:num_queue_reqs',
	],
	generatedTokens: [
		'ollama_generated_tokens_total',
		'ollama_eval_total',
		'vllm:generation_tokens_total',
		'llamacpp:tokens_predicted_total',
		'sglang:generation_tokens_total',
	],
	promptTokens: [
		'ollama_prompt_tokens_total',
		'ollama_prompt_eval_total',
		'vllm:prompt_tokens_total',
		'llamacpp:prompt_tokens_total',
		'sglang:prompt_tokens_total',
	],
	// Of the three spellings of Ollama's own, one build has one.
	evalSeconds: [
		'ollama_eval_seconds_total',
		'ollama_eval_duration_total',
		'ollama_eval_duration_seconds',
		'ollama_eval_duration_seconds_sum',
		'llamacpp:tokens_predicted_seconds_total',
	],
	promptEvalSeconds: [
		'ollama_prompt_eval_seconds_total',
		'ollama_prompt_eval_duration_total',
		'ollama_prompt_eval_duration_seconds',
		'ollama_prompt_eval_duration_seconds_sum',
		'llamacpp:prompt_seconds_total',
	],
	firstToken: [
		'ollama_time_to_first_token_seconds',
		'vllm:time_to_first_token_seconds',
		'sglang:time_to_first_token_seconds',
	],
	perToken: [
		'ollama_time_per_output_token_seconds',
		'vllm:inter_token_latency_seconds',
		'sglang:inter_token_latency_seconds',
	],
	// Their names before. A build that has both has them with the same labels, which one selector must not bring together.
	perTokenBefore: ['vllm:time_per_output_token_seconds', 'sglang:time_per_output_token_seconds'],
	request: [
		'ollama_request_duration_seconds',
		'ollama_total_duration_seconds',
		'vllm:e2e_request_latency_seconds',
		'sglang:e2e_request_latency_seconds',
	],
	load: ['ollama_load_duration_seconds'],
} as const satisfies Readonly<Record<string, readonly [string, ...string[]]>>;

export type ModelServerName = keyof typeof modelServerNames;

/** Every spelling of one thing, as a selector; `suffix` is that of a part of a histogram. */
export const anyOf = (name: ModelServerName, suffix: '' | '_bucket' | '_sum' | '_count' = '', labels = ''): string =>
	`{__name__=~"${modelServerNames[name].map(each => each + suffix).join('|')}"${labels}}`;

/** The same series with one label for the model: vLLM and SGLang call it `model_name`, and llama.cpp has none. */
export const withModel = (series: string): string => `label_join(${series}, "model", "", "model", "model_name")`;
