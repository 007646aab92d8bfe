import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load-config.ts';
import { withoutCredentials } from '../config/parse-url.ts';
import type { Origin } from '../config/setting.ts';
import { type SettingId, settingIds, settings } from '../config/settings.ts';
import { resolveEndpoint } from '../engine/endpoint.ts';
import { describeError } from '../errors.ts';
import { clean } from '../text/clean.ts';
import type { Invocation, Run } from './command.ts';
import { endpointSettings } from './endpoint-settings.ts';

type Shown = { readonly name: string; readonly value: string | number | boolean | undefined; readonly origin: Origin };

const show = (config: Config, id: SettingId): Shown => {
	const value = config[id];
	return {
		name: settings[id].name,
		value: typeof value === 'string' ? clean(value.includes('://') ? withoutCredentials(value) : value) : value,
		origin: config.origins[id],
	};
};

const originText = ({ kind, name }: Origin): string =>
	kind === 'default' && name !== 'default' ? `default: ${name}` : clean(name);

type EngineShown = { readonly url: string; readonly from: string } | { readonly error: string };

const findEngine = async (config: Config, env: Invocation['env']): Promise<EngineShown> => {
	try {
		const { url, from } = await resolveEndpoint(endpointSettings(config, env));
		return { url, from };
	} catch (error) {
		return { error: clean(describeError(error).message) };
	}
};

const asText = (shown: readonly Shown[], engine: EngineShown, file: string): string => {
	const rows = shown.map(({ name, value, origin }) => [name, String(value ?? '–'), originText(origin)] as const);
	const [nameWidth, valueWidth] = [0, 1].map(column => Math.max(...rows.map(row => row[column]?.length ?? 0)));
	const lines = rows.map(([name, value, from]) => `${name.padEnd(nameWidth!)}  ${value.padEnd(valueWidth!)}  ${from}`);
	const found = 'url' in engine ? `${engine.url} (${engine.from})` : engine.error;
	return [...lines, '', `engine: ${found}`, `config file: ${clean(file)}`, ''].join('\n');
};

const asJson = (shown: readonly Shown[], engine: EngineShown, file: string): string => {
	const entries = shown.map(({ name, value, origin }) => [name, { value, origin }]);
	return `${JSON.stringify({ schema: 1, file, settings: Object.fromEntries(entries), engine }, undefined, 2)}\n`;
};

/**
 * Prints every setting with its value and where that came from, and the engine that they lead to.
 * Credentials in URLs are left out. Connects to nothing.
 */
export const runConfig: Run = async ({ flags, env, write }) => {
	const config = await loadConfig({ flags, env });
	const shown = settingIds.map(id => show(config, id));
	const engine = await findEngine(config, env);
	await write((flags.get('json') === 'true' ? asJson : asText)(shown, engine, config.file));
	return 0;
};
