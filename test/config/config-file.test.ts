import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseConfigFile } from '../../src/config/config-file.ts';
import { jsonPosition } from '../../src/config/json-position.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { readConfigFile } from '../../src/config/read-config-file.ts';
import { AixclError } from '../../src/errors.ts';

let folder = '';

beforeAll(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'aixcl-config-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

const put = (name: string, content: string | Buffer, mode = 0o644): string => {
	const file = path.join(folder, name);
	writeFileSync(file, content);
	chmodSync(file, mode);
	return file;
};

const load = (file: string) => loadConfig({ flags: new Map(), env: { LANG: 'C.UTF-8' }, file });

const parseFailure = (text: string) => {
	try {
		parseConfigFile(text, '/c.json');
	} catch (error) {
		if (error instanceof AixclError) return `${error.message} | ${error.hint}`;
		throw error;
	}
	throw new Error('the text was accepted');
};

test('reads text, numbers and switches', async () => {
	const file = put(
		'good.json',
		'\uFEFF{"prometheus": "http://p:1/x/", "interval": 5, "read-only": true, "instance": "box"}',
	);
	const config = await load(file);
	expect(config).toMatchObject({ prometheus: 'http://p:1/x', interval: 5, readOnly: true, instance: 'box' });
	expect(config.origins.interval).toEqual({ kind: 'file', name: file });
	expect(config.prometheusWasGiven).toBe(true);
});

test('does without a file, and without its folder', async () => {
	expect((await load(path.join(folder, 'none.json'))).interval).toBe(2);
	expect((await load(path.join(folder, 'good.json', 'below-a-file.json'))).interval).toBe(2);
});

test.each([
	['{"intervall": 2}', 'The config file /c.json has the unknown key "intervall" | Did you mean "interval"?'],
	[
		'{"colour": 2}',
		'The config file /c.json has the unknown key "colour" | The keys are prometheus, prometheus-user, ',
	],
	['{"interval": true}', 'The config file /c.json: "interval" must be text or a number | '],
	['{"interval": null}', 'The config file /c.json: "interval" must be text or a number | '],
	['{"read-only": "yes"}', 'The config file /c.json: "read-only" must be true or false | '],
	['{"prometheus": {"url": "x"}}', 'The config file /c.json: "prometheus" must be text or a number | '],
	['[]', 'The config file /c.json must hold one JSON object | '],
	['null', 'The config file /c.json must hold one JSON object | '],
	['"text"', 'The config file /c.json must hold one JSON object | '],
	['', 'The config file /c.json is not JSON: see line 1, column 1 | '],
	['{\n  "interval": 2,\n}', 'The config file /c.json is not JSON: see line 3, column 1 | '],
	['{"__proto__": {"interval": 2}}', 'The config file /c.json has the unknown key "__proto__" | '],
])('%j is refused in one sentence', (text, sentence) => {
	expect(parseFailure(text)).toContain(sentence);
});

test.each([
	['{"a": abc}', 1, 7],
	['{"a" 1}', 1, 6],
	["{'a': 1}", 1, 2],
	['{"a": 1}}', 1, 9],
	['{"a": 1', 1, 8],
	['{"a": "x\ny"}', 1, 9],
	['{"a": trye}', 1, 9],
	['{"a": "\\q"}', 1, 9],
	['{"a": "\\u12g4"}', 1, 12],
	['{\n\t"a": 1,\n\t// no\n}', 3, 2],
	['nope', 1, 2],
])('the place where %j stops being JSON is %i:%i', (text, line, column) => {
	expect(jsonPosition(text)).toEqual({ line, column });
});

const sentence = (file: string): string => {
	try {
		readConfigFile(file);
	} catch (error) {
		if (error instanceof AixclError && error.code === 'config') return error.message;
		throw error;
	}
	throw new Error('the file was read');
};

test('a FIFO is refused at once instead of waited for', () => {
	const fifo = path.join(folder, 'fifo.json');
	execFileSync('mkfifo', [fifo]);
	expect(sentence(fifo)).toMatch(/is not a regular file$/);
});

test('a directory, a device and a link to itself are refused', () => {
	const directory = path.join(folder, 'directory.json');
	mkdirSync(directory);
	const link = path.join(folder, 'link.json');
	symlinkSync(link, link);
	expect(sentence(directory)).toMatch(/is not a regular file$/);
	expect(sentence('/dev/zero')).toMatch(/is not a regular file$/);
	expect(sentence(link)).toMatch(/is a symbolic link to itself$/);
});

test('64 KiB are read, one byte more is refused', () => {
	const text = `{"interval": 3${' '.repeat(64 * 1024 - 15)}}`;
	expect(readConfigFile(put('full.json', text))).toBe(text);
	expect(sentence(put('larger.json', `${text} `))).toMatch(/is larger than 64 KiB$/);
});

test('a file that everyone can write is not believed', () => {
	expect(sentence(put('open.json', '{}', 0o666))).toMatch(/can be written by everyone$/);
});

test('a bad value in the file names the key and the file', async () => {
	const file = put('bad.json', '{"interval": 0.1}');
	await expect(load(file)).rejects.toMatchObject({
		message: `"interval" in ${file} must be 0.5 to 3600 seconds, not "0.1"`,
	});
});
