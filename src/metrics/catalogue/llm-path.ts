import type { Metric } from '../metric.ts';
import { anyOf, type ModelServerName } from './llm-names.ts';

const server = 'job, instance';

const stage = (metric: Omit<Metric, 'series' | 'by'>): Metric => ({ ...metric, by: [], series: metric.promql });

const meanOf = (sum: string, count: string): string =>
	`sum by (${server}) (rate(${sum}[5m])) / (sum by (${server}) (rate(${count}[5m])) > 0)`;
const mean = (name: ModelServerName): string => meanOf(anyOf(name, '_sum'), anyOf(name, '_count'));

const tokensPerSecond = (name: ModelServerName): string => meanOf(anyOf(name, '_count'), anyOf(name, '_sum'));

const webui = 'job=~"(?i).*open-?webui.*"';

/** What each part of a request's way took in the last five minutes, on average; asked for only while it is looked at. */
export const llmPath = {
	// Open WebUI itself tells it by OpenTelemetry, in milliseconds; else a probe of the blackbox exporter.
	'llm.path.webui_seconds': stage({
		title: 'WebUI',
		unit: 'seconds',
		promql: `${meanOf(`http_server_duration_milliseconds_sum{${webui}}`, `http_server_duration_milliseconds_count{${webui}}`)} / 1000 or max by (${server}) ({__name__="probe_duration_seconds", instance=~"(?i).*open-?webui.*"})`,
	}),
	'llm.path.load_seconds': stage({
		title: 'Queue, load',
		unit: 'seconds',
		promql: mean('load'),
	}),
	'llm.path.first_token_seconds': stage({
		title: 'First token',
		unit: 'seconds',
		promql: mean('firstToken'),
	}),
	'llm.path.tokens_per_second': stage({
		title: 'Rate',
		unit: 'per_second',
		promql: `${tokensPerSecond('perToken')} or ${tokensPerSecond('perTokenBefore')} or ${meanOf(anyOf('generatedTokens'), anyOf('evalSeconds'))}`,
	}),
	'llm.path.statement_seconds': stage({
		title: 'PostgreSQL',
		unit: 'seconds',
		promql: meanOf('pg_stat_statements_seconds_total', 'pg_stat_statements_calls_total'),
	}),
} as const satisfies Record<string, Metric>;

export type PathId = keyof typeof llmPath;

/** The stages in the order in which a request comes to them. */
export const pathIds = Object.keys(llmPath) as readonly PathId[];
