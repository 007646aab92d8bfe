import { expect, test } from 'vitest';
import { modelsText } from '../../../src/commands/top/text-models.ts';
import { llmReadings } from '../../support/made-llm.ts';
import { madeSnapshot } from '../../support/made-model.ts';

const textOf = (readings: typeof llmReadings) => modelsText({ ...madeSnapshot, readings }).join('\n');

test('models are a table of 80 columns at most, with what is unknown left open', () => {
	const text = textOf(llmReadings);
	expect(text).toContain('Models     server up  ollama-exporter:9778');
	expect(text).toMatch(/llama3:8b +6\.20 GiB +GPU +4m 12s +2 +84\.6 +410 ms +1\.90 s +311/);
	expect(text).toMatch(/qwen2\.5\S* +21\.0 GiB +40% CPU +kept/);
	expect(Math.max(...text.split('\n').map(line => line.length))).toBeLessThanOrEqual(80);
});

test('a server that does not answer is named, and where there is none nothing is said', () => {
	const down = llmReadings['llm.up']!.map(reading => ({ ...reading, value: 0 }));
	expect(textOf({ 'llm.up': down })).toBe('Models     server DOWN  ollama-exporter:9778');
	expect(textOf({})).toBe('');
});
