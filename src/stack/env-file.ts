import { parseEnv } from 'node:util';
import { AixclError } from '../errors.ts';
import { clean } from '../text/clean.ts';

const line = /^\s*(?:#.*|(?:export\s+)?[A-Za-z_][A-Za-z0-9_]*\s*=.*)?$/;
const value = /^\s*(?:export\s+)?[A-Za-z_][A-Za-z0-9_]*\s*=\s*(.*?)\s*$/;

const isClosed = (text: string): boolean => {
	const [quote = ''] = text;
	return !/["'`]/.test(quote) || new RegExp(`^${quote}[^${quote}]*${quote}\\s*(?:#.*)?$`).test(text);
};

/**
 * The variables in a file of `NAME=value` lines, with quotes and comments as usual; nothing in a value is expanded.
 * Throws an AixclError that names the first line that is none.
 */
export const parseEnvFile = (text: string, path: string): ReadonlyMap<string, string> => {
	const lines = text.split(/\r?\n/);
	const wrong = lines.findIndex(each => !line.test(each) || !isClosed(value.exec(each)?.[1] ?? ''));
	if (wrong >= 0) {
		throw new AixclError(`${clean(path)} has no NAME=value on line ${wrong + 1}`, {
			code: 'config',
			hint: 'Write one variable a line; begin a comment with #, and close what is quoted on its line.',
		});
	}
	return new Map(Object.entries(parseEnv(text)).flatMap(([name, each]) => (each === undefined ? [] : [[name, each]])));
};
