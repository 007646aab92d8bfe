import { expect, it } from 'vitest';
import { type Suite, usualSeed } from './suite.ts';

/** The short form of a suite as a test; `seconds` is how long it may take on a machine with much else to do. */
export const testShortForm = (suite: Suite, seconds = 60): void => {
	it(`${suite.promise}: ${suite.title}, ${suite.short} ${suite.unit}`, { timeout: seconds * 1000 }, async () => {
		const { count, failures, detail } = await suite.run(suite.short, usualSeed);
		expect({ failures, detail: failures > 0 ? detail : '' }).toEqual({ failures: 0, detail: '' });
		expect(count).toBeGreaterThanOrEqual(suite.short);
	});
};
