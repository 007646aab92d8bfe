import { AixclError } from '../errors.ts';
import type { Given, Origin } from './setting.ts';
import { type SettingId, type SettingValue, settingIds, settings } from './settings.ts';
import { unicodeSupport } from './unicode.ts';

/** All settings, parsed. URLs may hold credentials: show them through withoutCredentials(). */
export type Config = {
	readonly prometheus: string;
	/** Someone asked for this Prometheus: aixcl must not silently use something else. */
	readonly prometheusWasGiven: boolean;
	readonly prometheusUser: string | undefined;
	/** Paths of files, whose content is in no setting. */
	readonly prometheusPasswordFile: string | undefined;
	readonly prometheusTokenFile: string | undefined;
	readonly prometheusHeadersFile: string | undefined;
	readonly prometheusCaFile: string | undefined;
	readonly prometheusCertFile: string | undefined;
	readonly prometheusKeyFile: string | undefined;
	/** Whose numbers to read of a server that keeps those of many. */
	readonly prometheusTenant: string | undefined;
	readonly alertmanager: string;
	readonly ollama: string;
	readonly openWebui: string;
	/** Of a kilowatt-hour, in whatever money. */
	readonly price: number | undefined;
	readonly source: SettingValue<'source'>;
	/** The host to show, by its `instance` label or its name. */
	readonly instance: string | undefined;
	/** The engine asked for by flag or file, or DOCKER_HOST; the engine's endpoint decides what it means. */
	readonly host: string | undefined;
	readonly grafana: string;
	/** Seconds between two refreshes. */
	readonly interval: number;
	readonly readOnly: boolean;
	readonly noColor: boolean;
	readonly ascii: boolean;
	/** Where each value came from. */
	readonly origins: Readonly<Record<SettingId, Origin>>;
	/** Where the config file is, or would be. */
	readonly file: string;
};

export type ConfigInputs = {
	/** Values of flags as typed, by the setting's name; absent where the flag was not used. */
	readonly flags: ReadonlyMap<string, string>;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** The path of the config file. */
	readonly file: string;
	/** The settings in the config file, by key. */
	readonly fileSettings: ReadonlyMap<string, string>;
};

const given = (id: SettingId, { flags, env, file, fileSettings }: ConfigInputs): Given | undefined => {
	const { name, env: variable } = settings[id];
	const flag = flags.get(name);
	if (flag !== undefined) {
		return { text: flag, label: `--${name}`, origin: { kind: 'flag', name: `--${name}` } };
	}
	const value = env[variable];
	if (value) return { text: value, label: variable, origin: { kind: 'environment', name: variable } };
	const text = fileSettings.get(name);
	if (text === undefined) return undefined;
	return { text, label: `"${name}" in ${file}`, origin: { kind: 'file', name: file } };
};

/** Flags before environment before file before defaults. Rejects the first bad value with an AixclError. */
export const resolveConfig = (inputs: ConfigInputs): Config => {
	const unicode = unicodeSupport(inputs.env);
	const defaults = {
		prometheus: 'http://127.0.0.1:9090',
		prometheusUser: undefined,
		prometheusPasswordFile: undefined,
		prometheusTokenFile: undefined,
		prometheusHeadersFile: undefined,
		prometheusCaFile: undefined,
		prometheusCertFile: undefined,
		prometheusKeyFile: undefined,
		prometheusTenant: undefined,
		alertmanager: 'http://127.0.0.1:9093',
		ollama: 'http://127.0.0.1:11434',
		openWebui: 'http://127.0.0.1:8080',
		price: undefined,
		source: 'auto',
		instance: undefined,
		host: undefined,
		grafana: 'http://127.0.0.1:3000',
		interval: 2,
		readOnly: false,
		noColor: false,
		ascii: !unicode.isSupported,
	} satisfies Partial<Config>;
	const origins = {} as Record<SettingId, Origin>;
	const values: Partial<Record<SettingId, unknown>> = {};
	for (const id of settingIds) {
		const found = given(id, inputs);
		if (found?.text === '') {
			throw new AixclError(`${found.label} needs a value`, { code: 'usage', hint: settings[id].summary });
		}
		values[id] = found ? settings[id].parse(found.text, found.label) : defaults[id];
		origins[id] = found?.origin ?? { kind: 'default', name: id === 'ascii' ? unicode.decidedBy : 'default' };
	}
	return {
		...(values as Omit<Config, 'origins' | 'file' | 'prometheusWasGiven'>),
		prometheusWasGiven: origins.prometheus.kind !== 'default',
		origins,
		file: inputs.file,
	};
};
