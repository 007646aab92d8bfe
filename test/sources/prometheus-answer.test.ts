import { describe, expect, it } from 'vitest';
import { parseDuration, parseSamples, parseValue } from '../../src/sources/prometheus-answer.ts';

const vector = (...result: unknown[]) => JSON.stringify({ status: 'success', data: { resultType: 'vector', result } });

describe('a value', () => {
	it.each([
		['1', 1],
		['-0.5', -0.5],
		['1.5e+09', 1.5e9],
		['+Inf', Infinity],
		['-Inf', -Infinity],
		['NaN', NaN],
	])('%s', (text, value) => expect(parseValue(text)).toBe(value));

	it.each([['1e400'], [''], ['0x10'], ['Infinity'], ['1,5'], [' 1'], ['constructor'], [1], [null], [{}]])(
		'%j is none',
		text => expect(parseValue(text)).toBeUndefined(),
	);
});

describe('an answer', () => {
	it('loses only the series that cannot be understood', () => {
		const good = { metric: { __name__: 'a' }, value: [1.5, '+Inf'] };
		const body = vector(
			good,
			null,
			'text',
			{ metric: 'x', value: [1, '1'] },
			{ metric: { a: 1 }, value: [1, '1'] },
			{ metric: {} },
			{ metric: {}, value: ['1', '1'] },
			{ metric: {}, value: [1, '1e400'] },
			{ metric: {}, value: [1] },
			{ metric: {}, histogram: [1, { count: '1', sum: '1' }] },
			{ metric: { __name__: 'b' }, value: [2, '2'] },
		);
		expect(parseSamples(body, 'p').map(({ labels, points }) => [labels.__name__, points])).toEqual([
			['a', [{ at: 1500, value: Infinity }]],
			['b', [{ at: 2000, value: 2 }]],
		]);
	});

	it('keeps a label that is called like a part of every object', () => {
		const [sample] = parseSamples(
			vector(JSON.parse('{"metric":{"__proto__":"x","constructor":"y"},"value":[1,"1"]}')),
			'p',
		);
		expect(Object.entries(sample!.labels)).toEqual([
			['__proto__', 'x'],
			['constructor', 'y'],
		]);
		expect(({} as Record<string, unknown>).x).toBeUndefined();
	});

	it('is cleaned as it enters', () => {
		const [sample] = parseSamples(vector({ metric: { 'na\u009bme': 'a\u001b[2Jb\n' }, value: [1, '1'] }), 'p');
		expect(Object.entries(sample!.labels)).toEqual([['na␛e', 'a␛b␊']]);
	});

	it('has a matrix with its points, save those that are none', () => {
		const result = [{ metric: {}, values: [[1, '1'], [2], [3, 'x'], [4, 'NaN']] }];
		const body = JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } });
		expect(parseSamples(body, 'p')[0]!.points).toEqual([
			{ at: 1000, value: 1 },
			{ at: 4000, value: NaN },
		]);
	});

	it.each([
		'null',
		'[]',
		'{"status":"success"}',
		'{"status":"success","data":null}',
		'{"status":"success","data":{"resultType":"vector"}}',
		'{"status":"success","data":{"resultType":"string","result":[1,"a"]}}',
	])('%s is none', body => expect(() => parseSamples(body, 'p')).toThrow(/p (is|answers)/));
});

describe('a duration', () => {
	it.each([
		['15s', 15_000],
		['1m30s', 90_000],
		['500ms', 500],
		['1h', 3_600_000],
	])('%s', (text, value) => expect(parseDuration(text)).toBe(value));

	it.each([[''], ['15'], ['s'], ['1m 30s'], [15], [undefined]])('%j is none', text =>
		expect(parseDuration(text)).toBeUndefined(),
	);
});
