import { settingIds, settings } from '../config/settings.ts';
import { detailIds, metricIds, metricOf } from '../metrics/catalogue/catalogue.ts';
import { keyLabel, keymap } from '../ui/keymap.ts';
import type { Binding, Scope } from '../ui/keys/binding.ts';
import { table } from './sections.ts';

const scopes: readonly (readonly [Scope, string])[] = [
	['everywhere', 'everywhere'],
	['containers', 'containers, logs'],
	['detail', 'details of a container'],
	['logs', 'logs on the full screen, before those of everywhere'],
	['alerts', 'alerts'],
	['changes', 'what changed'],
	['llm', 'models'],
	['prompt', 'while typing'],
	['confirm', 'in a question'],
	['confirm-name', 'where a name has to be typed'],
	['menu', 'in a list'],
	['help', 'in the help'],
];

const keys = (binding: Binding): string =>
	binding.keys.length > 2 && binding.keys.every(key => /^\d$/.test(key))
		? `\`${binding.keys[0]}\`-\`${binding.keys.at(-1)}\``
		: binding.keys.map(key => `\`${keyLabel(key)}\``).join(' ');

/** The keys of the screen, by where they work. */
export const keysTable = (): string =>
	table(
		['where', 'keys'],
		scopes.map(([scope, where]) => [
			where,
			(keymap as readonly Binding[])
				.filter(binding => binding.in === scope)
				.map(binding => `${keys(binding)} ${binding.says}`)
				.join(' · '),
		]),
	);

/** The settings, with their flags, variables and defaults. */
export const settingsTable = (): string =>
	table(
		['flag, key in the file', 'environment', 'default', 'meaning'],
		settingIds
			.map(id => settings[id])
			.map(({ name, placeholder, env, defaultText, summary }) => [
				`\`--${name}${placeholder === '' ? '' : ` ${placeholder}`}\``,
				`\`${env}\``,
				defaultText ?? (placeholder === '' ? 'off' : 'none'),
				summary,
			]),
	);

const code = (text: string): string => `\`${text}\``;

/** Every number there is, as the screen, `--json` and the recording rules have it. */
export const metricsTable = (): string =>
	table(
		['id', 'unit', 'told apart by', 'series'],
		[...metricIds, ...detailIds].map(id => {
			const { unit, by, series } = metricOf(id);
			return [
				code(id),
				unit,
				by.map(code).join(' ') || '–',
				detailIds.includes(id) ? 'only when looked at' : code(series),
			];
		}),
	);
