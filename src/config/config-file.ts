import * as v from 'valibot';
import { AixclError } from '../errors.ts';
import { clean } from '../text/clean.ts';
import { closest } from '../text/closest.ts';
import { jsonPosition } from './json-position.ts';
import type { SettingKind } from './setting.ts';
import { settingIds, settings } from './settings.ts';

const keys: readonly string[] = settingIds.map(id => settings[id].name);

const wording: Readonly<Record<SettingKind, string>> = { text: 'text or a number', switch: 'true or false' };

const jsonOf = (kind: SettingKind) => (kind === 'switch' ? v.boolean() : v.union([v.string(), v.number()]));

const schema = v.strictObject(
	Object.fromEntries(settingIds.map(id => [settings[id].name, v.optional(jsonOf(settings[id].kind))])),
);

const parseJson = (text: string, path: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		const { line, column } = jsonPosition(text);
		throw new AixclError(`The config file ${clean(path)} is not JSON: see line ${line}, column ${column}`, {
			code: 'config',
			hint: 'Quotes, commas and braces are what usually is missing there.',
		});
	}
};

const notAnObject = (path: string) =>
	new AixclError(`The config file ${clean(path)} must hold one JSON object`, {
		code: 'config',
		hint: 'Write it like {"interval": "2s"}.',
	});

const explain = (issue: v.BaseIssue<unknown>, path: string): AixclError => {
	const key = issue.path?.[0]?.key;
	const where = `The config file ${clean(path)}`;
	if (typeof key !== 'string') return notAnObject(path);
	const id = settingIds.find(known => settings[known].name === key);
	if (id) {
		return new AixclError(`${where}: "${key}" must be ${wording[settings[id].kind]}`, {
			code: 'config',
			hint: 'See aixcl help config for the settings and their values.',
		});
	}
	const near = closest(key, keys);
	return new AixclError(`${where} has the unknown key "${clean(key, 40)}"`, {
		code: 'config',
		hint: near ? `Did you mean "${near}"?` : `The keys are ${keys.join(', ')}.`,
	});
};

/** The settings in a config file's text, by key, as text still to be parsed. Anything else in it is an error. */
export const parseConfigFile = (text: string, path: string): ReadonlyMap<string, string> => {
	const parsed = parseJson(text, path);
	// The schema would take a list for an object without keys.
	if (Array.isArray(parsed)) throw notAnObject(path);
	const result = v.safeParse(schema, parsed, { abortEarly: true });
	if (!result.success) throw explain(result.issues[0], path);
	return new Map(
		Object.entries(result.output).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
	);
};
