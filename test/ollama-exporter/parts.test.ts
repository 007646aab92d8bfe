import { expect, test } from 'vitest';
import { runOllamaExporter } from '../../src/commands/ollama-exporter.ts';
import { parseListen } from '../../src/config/parse-listen.ts';
import { endpointOf } from '../../src/ollama-exporter/endpoint.ts';
import { createLines, longestLine } from '../../src/ollama-exporter/lines.ts';
import { wholeName } from '../../src/ollama-exporter/model-labels.ts';
import { createPeek } from '../../src/ollama-exporter/peek.ts';
import { topLevelText } from '../../src/ollama-exporter/top-level-text.ts';

test.each([
	['{"model":"a"', 'a'],
	['{ "stream" : true , "model" : "a\\u0062\\"c"', 'ab"c'],
	['{"messages":[{"model":"inner","content":"\\"model\\":\\"text\\""}],"model":"outer"}', 'outer'],
	['{"options":{"model":"inner"}}', undefined],
	['{"model":7,"x":"model"}', undefined],
	['{"model":"cut', undefined],
	['[{"model":"a"}]', undefined],
	['not json "model":"a"', undefined],
	['', undefined],
])('the model of %s', (text, model) => {
	expect(topLevelText(text, 'model')).toBe(model);
});

test('a model is found wherever the body is cut, and given up after 64 KiB', () => {
	const told: (string | undefined)[] = [];
	const whole = Buffer.from('{"messages":["ü"],"model":"möd:1b"}');
	for (let at = 0; at <= whole.length; at++) {
		const peek = createPeek(model => told.push(model));
		peek.feed(whole.subarray(0, at));
		peek.feed(whole.subarray(at));
		peek.end();
	}
	expect(told).toEqual(Array.from({ length: whole.length + 1 }, () => 'möd:1b'));
	const late: (string | undefined)[] = [];
	const peek = createPeek(model => late.push(model));
	peek.feed(Buffer.from(`{"messages":"${'x'.repeat(70_000)}"`));
	peek.feed(Buffer.from(',"model":"late"}'));
	peek.end();
	expect(late).toEqual([undefined]);
});

test('lines are the same however they are cut', () => {
	const whole = Buffer.from('one\n\nzwei ü\nrest');
	for (let first = 0; first <= whole.length; first++) {
		for (let second = first; second <= whole.length; second++) {
			const found: string[] = [];
			const lines = createLines(() => found.push('dropped'));
			for (const part of [whole.subarray(0, first), whole.subarray(first, second), whole.subarray(second)])
				lines.feed(part, line => found.push(Buffer.from(line, 'latin1').toString()));
			expect([...found, lines.rest()]).toEqual(['one', '', 'zwei ü', 'rest']);
		}
	}
});

test('a line is dropped once, however long it goes on', () => {
	const found: string[] = [];
	const lines = createLines(() => found.push('dropped'));
	const much = Buffer.alloc(longestLine / 2 + 1, 'x');
	for (let index = 0; index < 6; index++) lines.feed(much, line => found.push(line));
	lines.feed(Buffer.from('x\nnext\n'), line => found.push(line));
	expect(found).toEqual(['dropped', 'next']);
});

test.each([
	['llama3', 'llama3:latest'],
	['llama3:8b', 'llama3:8b'],
	['localhost:5000/me/m', 'localhost:5000/me/m:latest'],
])('%s is %s', (name, whole) => {
	expect(wholeName(name)).toBe(whole);
});

test('an endpoint is one of a few', () => {
	expect(endpointOf('POST', '/api/chat?x=1')).toBe('chat');
	for (const [method, path] of [
		['GET', '/api/chat'],
		['POST', '/api/chat/'],
		['POST', '/constructor'],
		['POST', '*'],
	])
		expect(endpointOf(method!, path!)).toBe('other');
});

test.each([
	['9778', { host: '127.0.0.1', port: 9778 }],
	['0.0.0.0:1', { host: '0.0.0.0', port: 1 }],
	['[::1]:80', { host: '::1', port: 80 }],
])('to listen on %s', (text, address) => {
	expect(parseListen(text, '--listen')).toEqual(address);
});

test.each(['', 'x', '1:2:3', '127.0.0.1', '127.0.0.1:70000', 'localhost:80', '[127.0.0.1]:80', '::1:80'])(
	'nobody listens on "%s"',
	text => {
		expect(() => parseListen(text, '--listen')).toThrow('--listen must be an IP address and a port');
	},
);

const run = (flags: Record<string, string>) =>
	runOllamaExporter({
		...{ flags: new Map(Object.entries(flags)), input: [], env: {} },
		terminal: { input: false, output: false, error: false },
		write: async () => true,
		tell: async () => true,
		readLine: async () => undefined,
	});

test.each([
	['127.0.0.1:11434', 'http://localhost:11434'],
	['0.0.0.0:11434', 'http://127.0.0.1:11434'],
	['[::1]:80', 'http://[::1]'],
])('at %s it does not ask itself by %s', async (listen, upstream) => {
	await expect(run({ listen, upstream })).rejects.toThrow('The exporter would ask itself');
});

test.each(['https://ollama.example', 'http://me:secret@ollama', 'http://ollama/path'])(
	'%s is no model server that it could ask',
	async upstream => {
		const error = await run({ upstream }).catch(reason => reason);
		expect(error.message).toMatch(/^--upstream must be the plain address of a model server/);
		expect(error.message).not.toContain('secret');
	},
);
