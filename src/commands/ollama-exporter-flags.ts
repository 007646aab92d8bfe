import { switchFlag, valueFlag } from './flags.ts';

/** What each setting is where nobody gives it. Nothing stands between Ollama and its clients unless it is asked to. */
export const exporterDefaults = {
	upstream: 'http://127.0.0.1:11434',
	listen: 'off',
	metricsListen: '127.0.0.1:9778',
	injectUsage: 'false',
} as const;

export const exporterFlags = {
	upstream: valueFlag({
		name: 'upstream',
		placeholder: 'URL',
		summary: 'the Ollama, or what speaks like it, to pass requests on to',
		env: 'AIXCL_OLLAMA_UPSTREAM',
		defaultText: exporterDefaults.upstream,
	}),
	listen: valueFlag({
		name: 'listen',
		placeholder: 'ADDRESS',
		summary: 'where clients ask instead, e.g. 127.0.0.1:11434; off only asks Ollama itself what it has',
		env: 'AIXCL_OLLAMA_LISTEN',
		defaultText: exporterDefaults.listen,
	}),
	metricsListen: valueFlag({
		name: 'metrics-listen',
		placeholder: 'ADDRESS',
		summary: 'where /metrics is',
		env: 'AIXCL_OLLAMA_METRICS_LISTEN',
		defaultText: exporterDefaults.metricsListen,
	}),
	injectUsage: switchFlag({
		name: 'inject-usage',
		summary:
			'ask streams of /v1 for their token counts, which changes these requests, and keep the answer to that back',
		env: 'AIXCL_OLLAMA_INJECT_USAGE',
	}),
} as const;
