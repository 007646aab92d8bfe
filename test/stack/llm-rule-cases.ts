import type { Input, RuleCase } from './rule-cases.ts';

const target = 'job="m",instance="i"';
const ollama = (name: string, labels: string, value: string): Input => [
	`ollama_${name}{${target}${labels && `,${labels}`}}`,
	value,
];

/** A histogram of which each bucket, up to the given bound, grows by so much every 15 s. */
const histogram = (name: string, labels: string, growth: readonly (readonly [le: string, by: number])[]): Input[] => [
	...growth.map(([le, by]) => [`${name}_bucket{${target},${labels},le="${le}"}`, `0+${by}x20`] as const),
	[`${name}_count{${target},${labels}}`, `0+${growth.at(-1)![1]}x20`],
];

/** Of each observation in so many between one and two seconds: the percentiles lie at those places between. */
const oneToTwo = (by: number): readonly (readonly [string, number])[] => [
	['1', 0],
	['2', by],
	['+Inf', by],
];

/** What the rules make of what model servers tell. */
export const llmRuleCases: readonly RuleCase[] = [
	{
		about: 'Ollama behind the exporter is up, and its models are where they are',
		given: [
			ollama('up', '', '1'),
			ollama('models_loaded', '', '2'),
			ollama('model_size_bytes', 'model="llama3:8b"', '6000000000'),
			ollama('model_vram_bytes', 'model="llama3:8b"', '6000000000'),
			ollama('model_size_bytes', 'model="phi:latest"', '3000000000'),
			ollama('model_vram_bytes', 'model="phi:latest"', '0'),
			ollama('requests_in_flight', 'model="llama3:8b"', '3'),
		],
		expected: [
			['llm.up', '', 1],
			['llm.models_loaded', '', 2],
			['llm.model.size_bytes', ',model="llama3:8b"', 6e9],
			['llm.model.size_bytes', ',model="phi:latest"', 3e9],
			['llm.model.vram_bytes', ',model="llama3:8b"', 6e9],
			['llm.model.vram_bytes', ',model="phi:latest"', 0],
			['llm.requests_in_flight', ',model="llama3:8b"', 3],
		],
		absent: ['llm.requests_waiting'],
	},
	{
		about: 'Ollama that does not answer its exporter is down',
		given: [ollama('up', '', '0'), ollama('models_loaded', '', '0')],
		expected: [['llm.up', '', 0]],
	},
	{
		about: 'Ollama by its own metrics has a queue and tokens, and no first token',
		given: [
			ollama('build_info', 'version="0.33"', '1'),
			ollama('models_loaded', '', '1'),
			ollama('requests_queued', '', '4'),
			ollama('eval_total', 'model="a",reason="stop"', '+150'),
			ollama('eval_total', 'model="a",reason="length"', '+150'),
			ollama('eval_duration_total', 'model="a",reason="stop"', '+3'),
			ollama('eval_duration_total', 'model="a",reason="length"', '+3'),
		],
		expected: [
			['llm.up', '', 1],
			['llm.models_loaded', '', 1],
			['llm.requests_waiting', '', 4],
			['llm.generated_tokens_per_second', ',model="a"', 20],
			['llm.decode_tokens_per_second', ',model="a"', 50],
		],
		absent: ['llm.time_to_first_token_seconds', 'llm.requests_in_flight', 'llm.model.vram_bytes'],
	},
	{
		about: 'vLLM calls the model by another name',
		given: [
			[`vllm:num_requests_running{${target},engine="0",model_name="qwen"}`, '2'],
			[`vllm:num_requests_waiting{${target},engine="0",model_name="qwen"}`, '5'],
			[`vllm:generation_tokens_total{${target},engine="0",model_name="qwen"}`, '+450'],
			...histogram('vllm:time_to_first_token_seconds', 'engine="0",model_name="qwen"', oneToTwo(10)),
			// It was renamed, and for some releases is told by both names with the same labels.
			...['inter_token_latency', 'time_per_output_token'].flatMap((name): (readonly [string, string])[] => [
				[`vllm:${name}_seconds_count{${target},engine="0",model_name="qwen"}`, '+440'],
				[`vllm:${name}_seconds_sum{${target},engine="0",model_name="qwen"}`, '+11'],
			]),
		],
		expected: [
			['llm.up', '', 1],
			['llm.models_loaded', '', 1],
			['llm.decode_tokens_per_second', ',model="qwen"', 40],
			['llm.requests_in_flight', ',model="qwen"', 2],
			['llm.requests_waiting', ',model="qwen"', 5],
			['llm.generated_tokens_per_second', ',model="qwen"', 30],
			['llm.time_to_first_token_seconds', ',model="qwen",quantile="0.5"', 1.5],
			['llm.time_to_first_token_seconds', ',model="qwen",quantile="0.95"', 1.95],
			['llm.time_to_first_token_seconds', ',model="qwen",quantile="0.99"', 1.99],
		],
	},
	{
		about: 'llama.cpp serves one model, and does not say which',
		given: [
			[`llamacpp:requests_processing{${target}}`, '1'],
			[`llamacpp:requests_deferred{${target}}`, '2'],
			[`llamacpp:tokens_predicted_total{${target}}`, '+300'],
			[`llamacpp:tokens_predicted_seconds_total{${target}}`, '+10'],
		],
		expected: [
			['llm.up', '', 1],
			['llm.models_loaded', '', 1],
			['llm.requests_in_flight', '', 1],
			['llm.requests_waiting', '', 2],
			['llm.generated_tokens_per_second', '', 20],
			['llm.decode_tokens_per_second', '', 30],
		],
	},
	{
		about: 'SGLang has all but loads',
		given: [
			[`sglang:num_running_reqs{${target},model_name="m"}`, '1'],
			[`sglang:num_queue_reqs{${target},model_name="m"}`, '0'],
			[`sglang:generation_tokens_total{${target},model_name="m"}`, '+15'],
			...histogram('sglang:e2e_request_latency_seconds', 'model_name="m"', oneToTwo(10)),
		],
		expected: [
			['llm.up', '', 1],
			['llm.requests_in_flight', ',model="m"', 1],
			['llm.requests_waiting', ',model="m"', 0],
			['llm.generated_tokens_per_second', ',model="m"', 1],
			['llm.request_duration_seconds', ',model="m",quantile="0.5"', 1.5],
			['llm.request_duration_seconds', ',model="m",quantile="0.95"', 1.95],
			['llm.request_duration_seconds', ',model="m",quantile="0.99"', 1.99],
		],
	},
	{
		about: 'percentiles of too few requests are not told, and how many they were is',
		given: [
			...histogram('ollama_time_to_first_token_seconds', 'model="few"', oneToTwo(0.5)),
			...histogram('ollama_time_to_first_token_seconds', 'model="some"', oneToTwo(3)),
		],
		expected: [
			['llm.time_to_first_token_seconds', ',model="some",quantile="0.5"', 1.5],
			['llm.time_to_first_token_seconds', ',model="some",quantile="0.95"', 1.95],
			['llm.time_to_first_token.samples', ',model="few"', 10],
			['llm.time_to_first_token.samples', ',model="some"', 60],
		],
	},
	{
		about: 'a server that tells a queue and models by json_exporter has them too',
		given: [
			ollama('loaded_model_size_bytes', 'model="a"', '8'),
			ollama('loaded_model_size_vram_bytes', 'model="a"', '4'),
		],
		expected: [
			['llm.model.size_bytes', ',model="a"', 8],
			['llm.model.vram_bytes', ',model="a"', 4],
		],
	},
	{
		about: 'errors are told apart by their reason',
		given: [
			ollama('request_errors_total', 'reason="busy"', '+1'),
			ollama('request_errors_total', 'reason="stream_error"', '3'),
		],
		expected: [
			['llm.errors', ',reason="busy"', 20],
			['llm.errors', ',reason="stream_error"', 0],
		],
	},
];
