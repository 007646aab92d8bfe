import { oneOf, parseSwitch } from './parse-choice.ts';
import { parseInterval } from './parse-interval.ts';
import { parseName } from './parse-name.ts';
import { parsePrice } from './parse-price.ts';
import { parseUrlLike } from './parse-url.ts';
import { prometheusSettings } from './prometheus-settings.ts';
import type { Setting } from './setting.ts';

/** Every setting there is: flags, help, the environment, the config file and `aixcl config` all read this. */
export const settings = {
	...prometheusSettings,
	alertmanager: {
		name: 'alertmanager',
		env: 'AIXCL_ALERTMANAGER_URL',
		kind: 'text',
		placeholder: 'URL',
		summary: 'the Alertmanager that knows which alerts are silenced',
		defaultText: 'http://127.0.0.1:9093',
		parse: parseUrlLike('http://127.0.0.1:9093'),
	},
	ollama: {
		name: 'ollama',
		env: 'AIXCL_OLLAMA_URL',
		kind: 'text',
		placeholder: 'URL',
		summary: 'the Ollama whose models can be unloaded and kept, and whose models are told without a Prometheus',
		defaultText: 'http://127.0.0.1:11434',
		parse: parseUrlLike('http://127.0.0.1:11434'),
	},
	openWebui: {
		name: 'open-webui',
		env: 'AIXCL_OPEN_WEBUI_URL',
		kind: 'text',
		placeholder: 'URL',
		summary: 'the Open WebUI whose answer is timed while the models have the full screen',
		defaultText: 'http://127.0.0.1:8080',
		parse: parseUrlLike('http://127.0.0.1:8080'),
	},
	price: {
		name: 'price',
		env: 'AIXCL_PRICE',
		kind: 'text',
		placeholder: 'PRICE',
		summary: 'what a kilowatt-hour costs, e.g. 0.30: the comparison of models then shows the cost of electricity',
		defaultText: undefined,
		parse: parsePrice,
	},
	source: {
		name: 'source',
		env: 'AIXCL_SOURCE',
		kind: 'text',
		placeholder: 'NAME',
		summary: 'auto, prometheus or local; auto samples this machine itself until a Prometheus answers',
		defaultText: 'auto',
		parse: oneOf(['auto', 'prometheus', 'local']),
	},
	instance: {
		name: 'instance',
		env: 'AIXCL_INSTANCE',
		kind: 'text',
		placeholder: 'NAME',
		summary: 'the host to show where Prometheus knows several, by instance or by name',
		defaultText: 'this machine',
		parse: parseName,
	},
	host: {
		name: 'host',
		env: 'DOCKER_HOST',
		kind: 'text',
		placeholder: 'URL',
		summary: 'the Docker or Podman engine, e.g. unix:///run/podman/podman.sock or ssh://me@gpu-box',
		defaultText: 'the current docker context, then the usual sockets',
		parse: parseName,
	},
	grafana: {
		name: 'grafana',
		env: 'AIXCL_GRAFANA_URL',
		kind: 'text',
		placeholder: 'URL',
		summary: 'the Grafana that o opens',
		defaultText: 'http://127.0.0.1:3000',
		parse: parseUrlLike('http://127.0.0.1:3000'),
	},
	interval: {
		name: 'interval',
		env: 'AIXCL_INTERVAL',
		kind: 'text',
		placeholder: 'TIME',
		summary: 'time between two refreshes, 0.5 s to 1 h, e.g. 5, 5s or 500ms',
		defaultText: '2s',
		parse: parseInterval,
	},
	readOnly: {
		name: 'read-only',
		env: 'AIXCL_READ_ONLY',
		kind: 'switch',
		placeholder: '',
		summary: 'never change anything: no start, stop or restart',
		defaultText: undefined,
		parse: parseSwitch,
	},
	noColor: {
		name: 'no-color',
		env: 'NO_COLOR',
		kind: 'switch',
		placeholder: '',
		summary: 'draw without colours',
		defaultText: undefined,
		// By its convention any value of NO_COLOR, also "0", means no colour.
		parse: (text, label) => label === 'NO_COLOR' || parseSwitch(text, label),
	},
	ascii: {
		name: 'ascii',
		env: 'AIXCL_ASCII',
		kind: 'switch',
		placeholder: '',
		summary: 'draw with ASCII characters only; --no-ascii to draw with all',
		defaultText: 'on where the locale is not UTF-8',
		parse: parseSwitch,
	},
} as const satisfies Record<string, Setting<unknown>>;

export type SettingId = keyof typeof settings;

export const settingIds = Object.keys(settings) as readonly SettingId[];

/** The type of a setting's value. */
export type SettingValue<Id extends SettingId> = ReturnType<(typeof settings)[Id]['parse']>;
