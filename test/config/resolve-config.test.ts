import { describe, expect, test } from 'vitest';
import { type ConfigInputs, resolveConfig } from '../../src/config/config.ts';
import { AixclError } from '../../src/errors.ts';

const utf8 = { LANG: 'en_US.UTF-8' };

const resolve = ({
	flags = {},
	env = utf8,
	file = {},
}: {
	flags?: Record<string, string>;
	env?: ConfigInputs['env'];
	file?: Record<string, string>;
}) =>
	resolveConfig({
		flags: new Map(Object.entries(flags)),
		env,
		file: '/home/u/.config/aixcl/config.json',
		fileSettings: new Map(Object.entries(file)),
	});

const failure = (inputs: Parameters<typeof resolve>[0]) => {
	try {
		resolve(inputs);
	} catch (error) {
		if (error instanceof AixclError) return error;
		throw error;
	}
	throw new Error('the value was accepted');
};

describe('where a value comes from', () => {
	const flags = { prometheus: 'http://flag:1' };
	const env = { ...utf8, AIXCL_PROMETHEUS_URL: 'http://env:2' };
	const file = { prometheus: 'http://file:3' };

	test.each([
		['a flag outranks all', { flags, env, file }, 'http://flag:1', { kind: 'flag', name: '--prometheus' }],
		[
			'the environment outranks the file',
			{ env, file },
			'http://env:2',
			{ kind: 'environment', name: 'AIXCL_PROMETHEUS_URL' },
		],
		[
			'the file outranks the default',
			{ file },
			'http://file:3',
			{ kind: 'file', name: '/home/u/.config/aixcl/config.json' },
		],
		['there is a default', {}, 'http://127.0.0.1:9090', { kind: 'default', name: 'default' }],
	])('%s', (_, inputs, value, origin) => {
		const config = resolve(inputs);
		expect(config.prometheus).toBe(value);
		expect(config.origins.prometheus).toEqual(origin);
		expect(config.prometheusWasGiven).toBe(origin.kind !== 'default');
	});

	test('an empty variable is no value', () => {
		expect(resolve({ env: { ...utf8, AIXCL_SOURCE: '' } }).origins.source.kind).toBe('default');
	});

	test('the defaults', () => {
		const { origins, ...values } = resolve({});
		expect(values).toEqual({
			prometheus: 'http://127.0.0.1:9090',
			ollama: 'http://127.0.0.1:11434',
			openWebui: 'http://127.0.0.1:8080',
			prometheusWasGiven: false,
			alertmanager: 'http://127.0.0.1:9093',
			source: 'auto',
			instance: undefined,
			host: undefined,
			grafana: 'http://127.0.0.1:3000',
			interval: 2,
			readOnly: false,
			noColor: false,
			ascii: false,
			file: '/home/u/.config/aixcl/config.json',
		});
	});
});

describe('values', () => {
	test.each([
		['0.30', 0.3],
		[' 0,28 ', 0.28],
		['0', 0],
	])('a price of %j is %d', (text, price) => {
		expect(resolve({ flags: { price: text } }).price).toBe(price);
	});

	test.each(['0.30 EUR', '-1', 'cheap', '1e9', '1.2.3'])('a price of %j is refused', text => {
		expect(failure({ flags: { price: text } })).toMatchObject({
			code: 'usage',
			message: expect.stringMatching(/^--price must be the price of a kilowatt-hour, not "/),
		});
	});

	test.each([
		['2', 2],
		['2s', 2],
		['500ms', 0.5],
		['0.5', 0.5],
		['1m', 60],
		['1h', 3600],
		[' 3 S ', 3],
	])('an interval of %j is %d seconds', (text, seconds) => {
		expect(resolve({ flags: { interval: text } }).interval).toBe(seconds);
	});

	test.each(['0', '0.4', '499ms', '3601', '2h', '-1', 'fast', '1e1', '', 'NaN', 'Infinity', '0x10'])(
		'an interval of %j is refused',
		text => {
			expect(failure({ flags: { interval: text } })).toMatchObject({
				code: 'usage',
				message: expect.stringMatching(/^--interval (must be 0\.5 to 3600 seconds, not "|needs a value)/),
				hint: expect.any(String),
			});
		},
	);

	test('a URL loses its trailing slashes and keeps its path and credentials', () => {
		expect(resolve({ flags: { prometheus: 'https://u:p@host/prom//' } }).prometheus).toBe('https://u:p@host/prom');
	});

	test.each([
		['host:9090', 'must be an http or https URL'],
		['127.0.0.1:9090', 'must be a URL'],
		['ftp://host', 'must be an http or https URL'],
		['http://', 'must be a URL'],
		['http://host:99999', 'must be a URL'],
		['http://host/?query=up', 'must be a URL without a query'],
		['javascript:alert(1)', 'must be an http or https URL'],
	])('the URL %j is refused', (text, reason) => {
		expect(failure({ env: { ...utf8, AIXCL_GRAFANA_URL: text } }).message).toMatch(`AIXCL_GRAFANA_URL ${reason}, not `);
	});

	test.each([
		['AIXCL_OLLAMA_URL', 'http://127.0.0.1:11434'],
		['AIXCL_PROMETHEUS_URL', 'http://127.0.0.1:9090'],
		['AIXCL_GRAFANA_URL', 'http://127.0.0.1:3000'],
	])('the example for %s is its own', (name, example) => {
		expect(failure({ env: { ...utf8, [name]: 'box' } }).hint).toContain(`Write it like ${example},`);
	});

	test.each([
		'user:secret@host',
		'ftp://user:secret@host',
		'http://user:secret@host:x/',
		'http://user:sec@ret@host/?a=secret@',
	])('a refused URL never repeats its password: %s', text => {
		const { message, hint } = failure({ flags: { prometheus: text } });
		expect(`${message} ${hint}`).not.toMatch(/secret@|user|sec@/);
	});

	test('an unknown source names the nearest one', () => {
		expect(failure({ file: { source: 'promethius' } })).toMatchObject({
			message: '"source" in /home/u/.config/aixcl/config.json must be auto, prometheus or local, not "promethius"',
			hint: 'Did you mean prometheus?',
		});
	});

	test.each([['yes'], ['2'], ['constructor']])('a switch set to %j is refused', text => {
		expect(failure({ env: { ...utf8, AIXCL_READ_ONLY: text } }).message).toBe(
			`AIXCL_READ_ONLY must be true or false, not "${text}"`,
		);
	});

	test('a bad value is shown without what it could do to a terminal', () => {
		expect(failure({ flags: { interval: '\u001b[2J\u0007x' } }).message).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
	});

	test('any value of NO_COLOR means no colour, and the flag can bring it back', () => {
		const env = { ...utf8, NO_COLOR: '0' };
		expect(resolve({ env }).noColor).toBe(true);
		expect(resolve({ env, flags: { 'no-color': 'false' } }).noColor).toBe(false);
	});
});

describe('the locale decides about ASCII', () => {
	test.each([
		[{ LANG: 'de_DE.UTF-8' }, false, 'LANG is UTF-8'],
		[{ LANG: 'C.utf8' }, false, 'LANG is UTF-8'],
		[{ LANG: 'en_US.UTF-8', LC_CTYPE: 'POSIX' }, true, 'LC_CTYPE is not UTF-8'],
		[{ LANG: 'C', LC_CTYPE: 'C', LC_ALL: 'en_US.UTF-8' }, false, 'LC_ALL is UTF-8'],
		[{ LANG: 'en_US.UTF-8', LC_ALL: '' }, false, 'LANG is UTF-8'],
		[{}, true, 'no locale is set'],
	])('%j', (env, isAscii, decidedBy) => {
		const { ascii, origins } = resolve({ env });
		expect([ascii, origins.ascii.name]).toEqual([isAscii, decidedBy]);
	});

	test('unless it was said', () => {
		expect(resolve({ env: {}, flags: { ascii: 'false' } }).ascii).toBe(false);
		expect(resolve({ file: { ascii: 'true' } }).ascii).toBe(true);
	});
});
