import type { Metric } from '../metric.ts';
import { containerSelector } from './container.ts';
import { cpuIdleWatts, cpuJoules, gpuIdleWatts, gpuJoules } from './llm-energy.ts';
import { anyOf, withModel } from './llm-names.ts';
import { quantileWindow } from './llm-quantiles.ts';

const server = 'job, instance';
const labels = `${server}, model`;
const by = ['model'] as const;
const anHour = quantileWindow;

const detail = (metric: Omit<Metric, 'series'>): Metric => ({ ...metric, series: metric.promql });

const grown = (series: string): string => `sum by (${labels}) (${withModel(`increase(${series}[${anHour}])`)})`;
const loadQuantile = (quantile: string): string =>
	`label_replace(histogram_quantile(${quantile}, sum by (${labels}, le) (${withModel(`rate(${anyOf('load', '_bucket')}[${anHour}])`)})), "quantile", "${quantile}", "", "") >= 0`;

const modelContainers = containerSelector.replace(
	'{',
	'{name=~".*(ollama|vllm|llama|sglang).*", name!~".*exporter.*", ',
);

/** What the comparison of models needs; asked for only while it is looked at. Counts are of the last hour. */
export const llmDetail = {
	'llm.tokens': detail({
		title: 'Tokens generated in an hour',
		unit: 'count',
		promql: grown(anyOf('generatedTokens')),
		by,
	}),
	'llm.prompt_tokens': detail({
		title: 'Tokens read in an hour',
		unit: 'count',
		promql: grown(anyOf('promptTokens')),
		by,
	}),
	'llm.busy_seconds': detail({
		title: 'Time spent on it',
		unit: 'seconds',
		promql: `sum by (${labels}) (${withModel(`increase(${anyOf('evalSeconds')}[${anHour}])`)} or label_replace(${withModel(`increase(${anyOf('promptEvalSeconds')}[${anHour}])`)}, "phase", "prompt", "", ""))`,
		by,
	}),
	'llm.requests_failed': detail({
		title: 'Requests failed in an hour',
		unit: 'count',
		// What the client gave up or asked wrongly for is not the server's fault.
		promql: grown('ollama_request_errors_total{reason!~"client_abort|http_4xx"}'),
		by,
	}),
	'llm.load_seconds': detail({
		title: 'Load and queue',
		unit: 'seconds',
		promql: `max by (${labels}, quantile) (${['0.5', '0.95'].map(loadQuantile).join(' or ')})`,
		by: ['model', 'quantile'],
	}),
	'llm.model_loads': detail({
		title: 'Loads in an hour',
		unit: 'count',
		promql: grown('ollama_model_loads_total'),
		by,
	}),
	'llm.energy.gpu_joules': detail({
		title: 'Energy of the GPUs',
		unit: 'joules',
		promql: gpuJoules(anHour),
		by: [],
	}),
	'llm.energy.gpu_idle_watts': detail({
		title: 'GPUs at rest',
		unit: 'watts',
		promql: gpuIdleWatts,
		by: [],
	}),
	'llm.energy.cpu_joules': detail({
		title: 'Energy of the processors',
		unit: 'joules',
		promql: cpuJoules(anHour),
		by: [],
	}),
	'llm.energy.cpu_idle_watts': detail({
		title: 'Processors at rest',
		unit: 'watts',
		promql: cpuIdleWatts,
		by: [],
	}),
	'llm.cpu_seconds': detail({
		title: 'CPU time of the server',
		unit: 'seconds',
		promql: `sum by (${server}) (increase(container_cpu_usage_seconds_total${modelContainers}[${anHour}]))`,
		by: [],
	}),
} as const satisfies Record<string, Metric>;
