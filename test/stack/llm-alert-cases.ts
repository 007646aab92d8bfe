import { type AlertCase, type Input, text } from './alert-case.ts';

const server = { job: 'ollama', instance: 'o' };
const model = { ...server, model: 'llama3:8b' };

const loaded = (size: number, vram: number): readonly Input[] => [
	[`ollama_model_size_bytes{${text(model)}}`, `${size}x20`],
	[`ollama_model_vram_bytes{${text(model)}}`, `${vram}x20`],
];

/** A device by exporters of three makers: each tells its memory by a name of its own. */
const dcgm: Input = ['DCGM_FI_DEV_FB_USED{job="dcgm",instance="g",gpu="0",UUID="GPU-1"}', '23000x20'];
const arc: Input = ['hw_gpu_info{job="xpumd",instance="g",hw_id="a",hw_name="gpu-0"}', '1x20'];
const card = (bytes: number): readonly Input[] => [
	['node_drm_gpu_busy_percent{job="node",instance="g",card="card0"}', '0x20'],
	['node_drm_memory_vram_size_bytes{job="node",instance="g",card="card0"}', `${bytes}x20`],
];

/** Servers with a model on the CPU, a GPU by the exporter of some machine, and what node-exporters tell of. */
const machines = (servers: readonly string[], gpu: string, hosts: readonly string[]): readonly Input[] => [
	...servers.flatMap((instance): readonly Input[] => [
		[`ollama_up{job="ollama",instance="${instance}"}`, '1x20'],
		[`ollama_model_size_bytes{${text({ ...model, instance })}}`, '1000x20'],
		[`ollama_model_vram_bytes{${text({ ...model, instance })}}`, '0x20'],
	]),
	[`DCGM_FI_DEV_FB_USED{job="gpu",instance="${gpu}",gpu="0",UUID="GPU-1"}`, '23000x20'],
	...hosts.map(
		(instance): Input => [`node_uname_info{job="node",instance="${instance}",nodename="${instance}"}`, '1x20'],
	),
];

const errors = (reason: string, values: string): Input => [
	`ollama_request_errors_total{${text(server)},reason="${reason}"}`,
	values,
];
const answered = (values: string): Input => [
	`ollama_requests_total{${text(model)},endpoint="chat",code="200"}`,
	values,
];

/** So many requests a minute whose first token took so many seconds, for hours; then others for twenty minutes. */
const firstTokens = (usual: number, seconds: number, later: number, secondsLater: number): readonly Input[] => {
	const labels = text({ ...model, endpoint: 'chat' });
	const counts = [usual * 600, later] as const;
	const sums = [usual * seconds * 600, later * secondsLater] as const;
	return [
		[`ollama_time_to_first_token_seconds_count{${labels}}`, `0+${usual}x600 ${counts[0] + counts[1]}+${counts[1]}x19`],
		[
			`ollama_time_to_first_token_seconds_sum{${labels}}`,
			`0+${usual * seconds}x600 ${sums[0] + sums[1]}+${sums[1]}x19`,
		],
	];
};

/** The alerts of model servers. */
export const llmAlertCases: readonly AlertCase[] = [
	{
		about: 'a server that does not answer its exporter',
		alert: 'ModelServerDown',
		given: [[`ollama_up{${text(server)}}`, '1x3 0x20']],
		at: '6m',
		fires: [{ labels: server, summary: 'Ollama behind o does not answer' }],
	},
	{
		about: 'a server that answers',
		alert: 'ModelServerDown',
		given: [[`ollama_up{${text(server)}}`, '1x20']],
		at: '6m',
		fires: [],
	},
	{
		about: 'a model of which two fifths do not fit',
		alert: 'ModelOnCpu',
		given: loaded(1000, 600),
		at: '5m',
		fires: [{ labels: model, summary: '40% of llama3:8b runs on the CPU', value: '40%' }],
	},
	...[[dcgm], [arc], card(16e9)].map(
		(gpu, index): AlertCase => ({
			about: `a model that is not on the GPU at all, where there is one (${index + 1})`,
			alert: 'ModelOnCpu',
			given: [...loaded(1000, 0), ...gpu],
			at: '5m',
			fires: [{ labels: model, summary: '100% of llama3:8b runs on the CPU', value: '100%' }],
		}),
	),
	// The names of the shipped stack's containers; one of several machines; one that is called by two names.
	...(
		[
			['ollama-exporter:9778', 'gpu-exporter:9835', ['node-exporter:9100']],
			['ollama-exporter:9778', 'node-exporter:9100', ['node-exporter:9100']],
			['ollama-exporter:9778', 'gpu-exporter:9835', ['node-exporter:9100', 'elsewhere:9100']],
			['a:9778', 'a:9400', ['a:9100', 'b:9100']],
			['http://[::1]:9778/x', '[::1]:9400', ['[::1]:9100', '[::2]:9100']],
			['localhost:9778', 'box:9400', ['box:9100']],
			['localhost:9778', 'box:9400', []],
		] as const
	).map(
		([ollama, gpu, hosts]): AlertCase => ({
			about: `a model of ${ollama} on the CPU, and a GPU of ${gpu}, on ${hosts.join(' and ') || 'no known machine'}`,
			alert: 'ModelOnCpu',
			given: machines([ollama], gpu, hosts),
			at: '5m',
			fires: [
				{
					labels: { ...model, instance: ollama },
					summary: '100% of llama3:8b runs on the CPU',
					value: '100%',
				},
			],
		}),
	),
	// Of several machines only one has a GPU, and its models are on it.
	...(
		[
			['b:9778', 'a:9400', ['a:9100', 'b:9100']],
			['b:9778', 'a:9400', ['b:9100', 'a:9100', 'c:9100']],
			['b:9778', 'gpu-exporter:9835', ['node-exporter:9100', 'b:9100']],
			['b:9778', 'a:9100', ['a:9100', 'b:9100']],
		] as const
	).map(
		([ollama, gpu, hosts]): AlertCase => ({
			about: `a model of ${ollama} on the CPU, and a GPU of ${gpu} that is another\u2019s, on ${hosts.join(' and ')}`,
			alert: 'ModelOnCpu',
			given: machines([ollama], gpu, hosts),
			at: '5m',
			fires: [],
		}),
	),
	{
		about: 'a model of a server on the CPU, and a GPU of the machine of another server, where nothing tells machines',
		alert: 'ModelOnCpu',
		given: machines(['b:9778', 'a:9778'], 'a:9400', []),
		at: '5m',
		fires: [
			{
				labels: { ...model, instance: 'a:9778' },
				summary: '100% of llama3:8b runs on the CPU',
				value: '100%',
			},
		],
	},
	{
		about: 'the same beside a processor with half a gibibyte set aside for its graphics',
		alert: 'ModelOnCpu',
		given: [...loaded(1000, 0), ...card(2 ** 29)],
		at: '5m',
		fires: [],
	},
	{
		about: 'the same on a machine without a GPU',
		alert: 'ModelOnCpu',
		given: loaded(1000, 0),
		at: '5m',
		fires: [],
	},
	{
		about: 'a model that is on the GPU',
		alert: 'ModelOnCpu',
		given: [...loaded(1000, 1000), dcgm],
		at: '5m',
		fires: [],
	},
	{
		about: 'a request that was turned away',
		alert: 'ModelQueueFull',
		given: [errors('busy', '0x4 1x10')],
		at: '6m',
		fires: [{ labels: server, summary: 'Ollama behind o has no room for more requests' }],
	},
	{
		about: 'a queue of which nineteen in twenty places are taken',
		alert: 'ModelQueueFull',
		given: [
			[`ollama_requests_queued{${text(server)}}`, '19x10'],
			[`ollama_queue_capacity{${text(server)}}`, '20x10'],
		],
		at: '6m',
		fires: [{ labels: server, summary: 'Ollama behind o has no room for more requests' }],
	},
	{
		about: 'a queue half full, and a stream that broke',
		alert: 'ModelQueueFull',
		given: [
			errors('stream_error', '0x4 1x10'),
			[`ollama_requests_queued{${text(server)}}`, '10x10'],
			[`ollama_queue_capacity{${text(server)}}`, '20x10'],
		],
		at: '6m',
		fires: [],
	},
	{
		about: 'first tokens ten times as late as all day',
		alert: 'FirstTokenSlow',
		given: firstTokens(1, 0.5, 1, 6),
		at: '10h18m',
		fires: [{ labels: server, summary: 'The first token takes 6s on o', value: '6s' }],
	},
	{
		about: 'first tokens ten times as late, and soon enough all the same',
		alert: 'FirstTokenSlow',
		given: firstTokens(1, 0.1, 1, 1),
		at: '10h18m',
		fires: [],
	},
	{
		about: 'first tokens as late as always',
		alert: 'FirstTokenSlow',
		given: firstTokens(1, 6, 1, 6),
		at: '10h18m',
		fires: [],
	},
	{
		about: 'one request in ten that ends in an error',
		alert: 'ModelRequestsFailing',
		given: [errors('stream_error', '0+1x30'), answered('0+10x30')],
		at: '20m',
		fires: [{ labels: server, summary: '10% of the requests to o fail', value: '10%' }],
	},
	{
		about: 'one in ten that its client gave up',
		alert: 'ModelRequestsFailing',
		given: [errors('client_abort', '0+1x30'), answered('0+10x30')],
		at: '20m',
		fires: [],
	},
	{
		about: 'a single error among few requests',
		alert: 'ModelRequestsFailing',
		given: [errors('http_5xx', '0x12 1x20'), answered('0x11 4x20')],
		at: '15m',
		fires: [],
	},
];
