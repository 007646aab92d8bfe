import type { Metric } from '../metric.ts';
import { containerSelector } from './container.ts';
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

// Joules by a counter where the exporter has one.
const gpuCounters = [
	['DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION', ' / 1000'],
	['nvidia_smi_energy_joules_total', ''],
	['gpu_energy_consumed', ' / 1e6'],
] as const;
const gpuPower =
	'{__name__=~"DCGM_FI_DEV_POWER_USAGE|nvidia_smi_power_draw_watts|all_smi_gpu_power_consumption_watts|gpu_average_package_power|gpu_package_power|macmon_gpu_power_watts"}';
const rapl = '{__name__=~"node_rapl_(package|dram)_joules_total"}';
// A mean says how much it was in the hour only where it was measured all along.
const byPower = `3600 * sum by (${server}) (avg_over_time(${gpuPower}[${anHour}]) and ${gpuPower} offset ${anHour})`;

// Of what a machine uses when nothing is asked of it, the calmest five minutes of a day are the nearest to be had.
const calmest = (watts: string): string => `min_over_time((${watts})[1d:5m])`;
const summed = (function_: string, series: string, window: string) =>
	`sum by (${server}) (${function_}(${series}[${window}]))`;

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
		unit: 'count',
		promql: `${gpuCounters.map(([name, scale]) => `${summed('increase', name, anHour)}${scale}`).join(' or ')} or ${byPower}`,
		by: [],
	}),
	'llm.energy.gpu_idle_watts': detail({
		title: 'GPUs at rest',
		unit: 'count',
		promql: `${gpuCounters.map(([name, scale]) => `${calmest(summed('rate', name, '5m'))}${scale}`).join(' or ')} or ${calmest(`sum by (${server}) (${gpuPower})`)}`,
		by: [],
	}),
	'llm.energy.cpu_joules': detail({
		title: 'Energy of the processors',
		unit: 'count',
		promql: summed('increase', rapl, anHour),
		by: [],
	}),
	'llm.energy.cpu_idle_watts': detail({
		title: 'Processors at rest',
		unit: 'count',
		promql: calmest(summed('rate', rapl, '5m')),
		by: [],
	}),
	'llm.cpu_seconds': detail({
		title: 'CPU time of the server',
		unit: 'seconds',
		promql: `sum by (${server}) (increase(container_cpu_usage_seconds_total${modelContainers}[${anHour}]))`,
		by: [],
	}),
} as const satisfies Record<string, Metric>;
