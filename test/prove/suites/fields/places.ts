import { tag } from '../../../../src/sources/prometheus-queries.ts';
import type { Payload } from './payloads.ts';

/** A string in JSON: where it is, and whether it is the name of a key there rather than a value. */
export type Place = { readonly path: readonly (string | number)[]; readonly isName: boolean };

type Json = unknown;
type Fields = Readonly<Record<string, Json>>;

const isObject = (json: Json): json is Fields => typeof json === 'object' && json !== null;

// Items of a list are alike, but for series: those of each metric are read in their own way.
const kindOf = (item: Json, index: number): string => {
	const { metric } = isObject(item) ? item : {};
	return isObject(metric) ? String(metric.__name__ ?? metric[tag]) : String(Math.min(index, 1));
};

/** Every string of some JSON, of alike items in a list those of the first two. */
export const placesIn = (json: Json): readonly Place[] => {
	const found = new Map<string, Place>();
	const walk = (value: Json, path: Place['path'], kind: string): void => {
		const add = (isName: boolean) => {
			const key = `${kind} ${isName}`;
			if (!found.has(key)) found.set(key, { path, isName });
		};
		if (typeof value === 'string') add(false);
		else if (Array.isArray(value))
			for (const [index, item] of value.entries()) walk(item, [...path, index], `${kind}/${kindOf(item, index)}`);
		else if (isObject(value))
			for (const [name, item] of Object.entries(value)) {
				const inside = `${kind}/${name}`;
				found.set(`${inside} true`, { path: [...path, name], isName: true });
				walk(item, [...path, name], inside);
			}
	};
	walk(json, [], '');
	return [...found.values()];
};

export const pathText = ({ path, isName }: Place): string => `${isName ? 'the name of ' : ''}${path.join('.')}`;

const mark = 'PUT-THE-PAYLOAD-HERE';
const forms = [() => mark, (text: string) => text + mark, (text: string) => mark + text] as const;

const changed = (json: Json, [step, ...rest]: Place['path'], isName: boolean, form: number): Json => {
	if (step === undefined) return typeof json === 'string' ? forms[form % forms.length]!(json) : json;
	if (Array.isArray(json))
		return json.map((item, index) => (index === step ? changed(item, rest, isName, form) : item));
	const isHere = (name: string) => name === step && isName && rest.length === 0;
	return Object.fromEntries(
		Object.entries(json as Fields).map(([name, item]) => [
			isHere(name) ? forms[form % forms.length]!(name) : name,
			name === step && !isHere(name) ? changed(item, rest, isName, form) : item,
		]),
	);
};

/** Some JSON as bytes, with room for payloads. */
export type Hollow = (payload: Payload) => Buffer;

const hollow = (json: Json): Hollow => {
	const [before = '', ...after] = JSON.stringify(json).split(mark);
	const parts = after.map(part => Buffer.from(part));
	return ({ bytes }) => Buffer.concat([Buffer.from(before), ...parts.flatMap(part => [bytes, part])]);
};

/** With room in the place of a string, behind it, or before it. */
export const hollowAt = (json: Json, { path, isName }: Place, form: number): Hollow =>
	hollow(changed(json, path, isName, form));

/** With room in every one of some places. */
export const hollowAtAll = (json: Json, places: readonly Place[], form: number): Hollow => {
	// Values first: a name that is changed changes the ways to what is below it.
	const ordered = [...places].sort((a, b) => Number(a.isName) - Number(b.isName) || b.path.length - a.path.length);
	return hollow(ordered.reduce((body, { path, isName }) => changed(body, path, isName, form), json));
};
