import { metricOf } from '../../metrics/catalogue/catalogue.ts';
import { leastGpuMemory } from '../../metrics/catalogue/gpu/least-memory.ts';
import { anyOf } from '../../metrics/catalogue/llm-names.ts';
import { type Alert, type AlertRecord, asPercent } from './alert.ts';

const dashboard = 'llm';
const up = metricOf('llm.up').series;
const size = metricOf('llm.model.size_bytes').series;
const vram = metricOf('llm.model.vram_bytes').series;
const server = 'job, instance';

// What is partly on a GPU says that there is one.
const gpus = `(${metricOf('gpu.info').series} unless on (uuid) ${metricOf('gpu.memory.total_bytes').series} < ${leastGpuMemory})`;
const onCpu = `1 - ${vram} / ${size}`;

const byMachine = (series: string): string =>
	`label_replace(${series}, "host", "$1", "instance", "(?:.+//)?(.+?)(?::[0-9]+)?(?:/.*)?")`;
const hosts = `group by (host) (${byMachine(metricOf('host.info').series)})`;
// The only machine there is may be called by any name, as by those of the containers of its exporters.
const ofHosts = `unless on (host) (${hosts} and on () count(${hosts}) > 1)`;
const besideGpu = [
	`${byMachine(vram)} and on (host) ${byMachine(gpus)}`,
	`${byMachine(vram)} ${ofHosts} and on () (${byMachine(gpus)} unless on (host) ${byMachine(up)} ${ofHosts})`,
].join(' or ');

/** Models on whose machine there is a GPU, or one that may be of it and is of no other. */
const gpuBeside = { series: 'model:llm_gpu_beside:group', expr: `group by (${server}, model) (${besideGpu})` };

export const llmRecords: readonly AlertRecord[] = [gpuBeside];

const mean = (window: string): string =>
	`sum by (${server}) (rate(${anyOf('firstToken', '_sum')}[${window}])) / (sum by (${server}) (rate(${anyOf('firstToken', '_count')}[${window}])) > 0)`;
const timed = (window: string): string => `sum by (${server}) (increase(${anyOf('firstToken', '_count')}[${window}]))`;

// What the client gave up or asked wrongly for is not the server's fault.
const faults = `sum by (${server}) (increase(ollama_request_errors_total{reason!~"client_abort|http_4xx"}[10m]))`;
const requests = `sum by (${server}) (increase(ollama_requests_total[10m]))`;

/** Model servers. */
export const llmAlerts: readonly Alert[] = [
	{
		name: 'ModelServerDown',
		expr: `${up} == 0`,
		for: '1m',
		severity: 'critical',
		summary: 'Ollama behind {{ $labels.instance }} does not answer',
		means: 'The exporter runs and Ollama does not answer it. Nobody gets an answer from a model meanwhile.',
		action:
			'Is the container running (`aixcl status`)? Its log says why not (`aixcl logs ollama`): too little memory, a driver, or a full disk. `aixcl restart ollama` starts it again.',
		dashboard,
	},
	{
		name: 'ModelOnCpu',
		expr: `${onCpu} > 0.1 and on (${server}, model) (${vram} > 0 or ${gpuBeside.series})`,
		for: '2m',
		severity: 'warning',
		summary: `${asPercent} of {{ $labels.model }} runs on the CPU`,
		means:
			'The machine has a GPU, and the model is not wholly in its memory: it answers many times slower than it could. It is larger than what was free when it was loaded, or Ollama does not see the GPU at all.',
		action:
			'See in `aixcl top` what holds the GPU\u2019s memory, and unload what is not needed; take a smaller model, a smaller quantization or a shorter context. If nothing at all is on the GPU, the log of Ollama says which GPUs it found.',
		value: asPercent,
		threshold: 'above 10 %',
		dashboard,
	},
	{
		name: 'ModelQueueFull',
		expr: `sum by (${server}) (increase(ollama_request_errors_total{reason="busy"}[5m])) > 0 or ollama_requests_queued / (ollama_queue_capacity > 0) > 0.9`,
		severity: 'warning',
		summary: 'Ollama behind {{ $labels.instance }} has no room for more requests',
		means:
			'In the last five minutes requests were turned away with "server busy", or nine in ten places of the queue (OLLAMA_MAX_QUEUE) are taken.',
		action:
			'See on the dashboard which model is asked most. Raise OLLAMA_NUM_PARALLEL where there is memory for it, use a faster model, or find the client that asks so often.',
		dashboard,
	},
	{
		name: 'FirstTokenSlow',
		expr: `${mean('15m')} > 3 * (${mean('1d')}) and ${mean('15m')} > 2 and ${timed('15m')} >= 5 and ${timed('1d')} >= 50`,
		for: '5m',
		severity: 'warning',
		summary: 'The first token takes {{ $value | humanizeDuration }} on {{ $labels.instance }}',
		means:
			'In the last quarter of an hour the first token came more than three times as late as over the day, and after more than two seconds. Requests wait for each other, for a model that has to be loaded again and again, or prompts have become long.',
		action:
			'"Which of them is slow?" says on the full screen of the models (`aixcl top`, 9, f) which part of the way it is. Many loads: keep the model (`aixcl top`, Enter, keep warm) or raise OLLAMA_KEEP_ALIVE. Many in flight: see above. Neither: look at CPU, memory and GPU beside it.',
		value: '{{ $value | humanizeDuration }}',
		threshold: '3 times the mean of the day',
		dashboard,
	},
	{
		name: 'ModelRequestsFailing',
		expr: `${faults} / (${requests} > 0) > 0.05 and ${faults} >= 3`,
		for: '1m',
		severity: 'warning',
		summary: `${asPercent} of the requests to {{ $labels.instance }} fail`,
		means:
			'In the last ten minutes at least three requests, and one in twenty, ended in an error of the server: refused, broken off in the middle of an answer, or not answered at all. Requests that were wrong or given up by their client are not counted.',
		action:
			'The reasons are on the dashboard, the messages in the log of Ollama (`aixcl logs ollama`): out of memory, a runner that died, or a model that does not exist any more.',
		value: asPercent,
		threshold: 'above 5 %',
		dashboard,
	},
];
