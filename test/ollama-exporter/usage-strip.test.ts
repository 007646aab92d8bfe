import { describe, expect, test } from 'vitest';
import { createUsageStrip } from '../../src/ollama-exporter/inject-usage.ts';
import { chatEvents } from '../support/fake-ollama.ts';

const usage = { prompt_tokens: 11, completion_tokens: 2, total_tokens: 13 };

const passed = (parts: readonly Buffer[]): string => {
	const strip = createUsageStrip();
	return Buffer.concat([...parts.map(strip.feed), strip.end()]).toString();
};

describe.each([
	['\\n', '\n'],
	['\\r\\n', '\r\n'],
])('events whose lines end in %s', (_, lineEnd) => {
	const written = (events: readonly string[]) => events.join('').replaceAll('\n', lineEnd);
	const whole = Buffer.from(written(chatEvents('tiny', ['ä', '{"choices":[],"usage":{}}'], usage)));
	const stripped = written(chatEvents('tiny', ['ä', '{"choices":[],"usage":{}}']));

	test('lose the one of usage wherever they are cut', () => {
		for (let at = 0; at <= whole.length; at++)
			expect(passed([whole.subarray(0, at), whole.subarray(at)])).toBe(stripped);
	});

	test('lose it byte by byte', () => {
		expect(passed(Array.from(whole, byte => Buffer.of(byte)))).toBe(stripped);
	});

	test('go on as soon as they are whole', () => {
		const strip = createUsageStrip();
		for (const event of chatEvents('tiny', ['a', 'b']))
			expect(strip.feed(Buffer.from(written([event]))).toString()).toBe(written([event]));
		expect(strip.end()).toHaveLength(0);
	});

	test('of which one is huge pass it as it comes, and lose the one of usage behind it', () => {
		const huge = written([`data: {"choices":[],"usage":{"x":"${'x'.repeat(200_000)}"}}\n\n`]);
		const text = Buffer.from(huge + written(chatEvents('tiny', ['a'], usage)));
		for (const size of [1000, 1001, 1002, 1003, 70_000, text.length]) {
			const parts = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
				text.subarray(index * size, (index + 1) * size),
			);
			// In one piece nothing of it has to be held, and it is looked at as any other.
			const first = size === text.length ? '' : huge;
			expect(passed(parts)).toBe(first + written(chatEvents('tiny', ['a'])));
		}
	});
});

test('of what never ends an event, little is kept', () => {
	const strip = createUsageStrip();
	const much = Buffer.alloc(1_000_000, 'x');
	let length = 0;
	for (let count = 0; count < 5; count++) length += strip.feed(much).length;
	expect(5_000_000 - length).toBeLessThan(10);
	expect(strip.end()).toHaveLength(5_000_000 - length);
});
