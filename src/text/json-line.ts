import { type Clean, clean } from './clean.ts';
import { levelOfWord } from './log-level.ts';

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

// What a line is about comes from its text, not from parsed values: numbers keep every digit.
const tokensOf = (text: string): string[] | undefined => {
	if (!/^\s*\{[\s\S]*\}\s*$/.test(text)) return undefined;
	try {
		JSON.parse(text);
	} catch {
		return undefined;
	}
	return text.match(token) ?? undefined;
};

/** A key of the outermost object and the JSON of its value. */
type Field = readonly [key: string, value: string];

const depthOf = (sign: string): number => (sign === '{' || sign === '[' ? 1 : sign === '}' || sign === ']' ? -1 : 0);

const fieldsOf = (tokens: readonly string[]): Field[] => {
	const fields: Field[] = [];
	let key: string | undefined;
	let value = '';
	let depth = 0;
	for (const sign of tokens) {
		depth += depthOf(sign);
		const isEnd = depth === 0 || (depth === 1 && sign === ',');
		if (isEnd && key !== undefined) {
			fields.push([key, value]);
			key = undefined;
			value = '';
		} else if (depth === 1 && key === undefined && sign.startsWith('"')) key = JSON.parse(sign) as string;
		else if (key !== undefined && !(depth === 1 && sign === ':' && value === '')) value += sign;
	}
	return fields;
};

const textOf = (value: string): string => (value.startsWith('"') ? (JSON.parse(value) as string) : value);

const times = /^@?(?:time|ts|timestamp|t|date|datetime|asctime)$/i;
const levels = /^@?(?:level|lvl|severity|severity_text|levelname|loglevel|log\.level)$/i;
const messages = /^@?(?:msg|message|event)$/i;

const pair = ([key, value]: Field): string => {
	const text = textOf(value);
	return `${key}=${value.startsWith('"') && (text === '' || /[\s"=]/.test(text)) ? value : text}`;
};

const take = (fields: Field[], name: RegExp): string | undefined => {
	const index = fields.findIndex(([key, value]) => name.test(key) && !/^[{[]/.test(value));
	return index < 0 ? undefined : textOf(fields.splice(index, 1)[0]![1]);
};

const longest = 16 * 1024;

/**
 * A line of JSON as people read it: its level, its message, then `key=value`; its time is left out, for the engine
 * gives one. Undefined for a line that is no JSON object.
 */
export const foldJson = (text: string): Clean | undefined => {
	const tokens = tokensOf(text);
	if (!tokens) return undefined;
	const fields = fieldsOf(tokens).filter(([key]) => !times.test(key));
	const level = take(fields, levels);
	const message = take(fields, messages);
	const shown =
		level === undefined
			? []
			: [(/^\d+$/.test(level) ? levelOfWord(level) : level) ?? level].map(word => word.toUpperCase().padEnd(5));
	const parts = [...shown, ...(message ? [message.trimEnd()] : []), ...fields.map(pair)];
	return parts.length === 0 ? undefined : clean(parts.join(' '), longest);
};

const openings = new Set(['{', '[']);

/** A line of JSON over several lines, indented; undefined for a line that is no JSON object. */
export const unfoldJson = (text: string): readonly Clean[] | undefined => {
	const tokens = tokensOf(text);
	if (!tokens) return undefined;
	const lines: string[] = [];
	let line = '';
	let depth = 0;
	const end = () => {
		if (line !== '') lines.push(line);
		line = '  '.repeat(depth);
	};
	tokens.forEach((sign, index) => {
		const change = depthOf(sign);
		const next = tokens[index + 1] ?? '';
		const isEmpty = change < 0 && openings.has(tokens[index - 1] ?? '');
		if (change < 0) {
			depth -= 1;
			if (!isEmpty) end();
		}
		line += sign === ':' ? ': ' : sign;
		if (change > 0) {
			depth += 1;
			if (depthOf(next) >= 0) end();
		} else if (sign === ',') end();
	});
	return [...lines, line].map(each => clean(each, longest));
};
