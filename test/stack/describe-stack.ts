import { describe, it } from 'vitest';
import { findStackParts, type StackParts } from './stack-parts.ts';

/**
 * A group of tests that needs the parts of the whole stack. Where one is missing the group is skipped and says why; in
 * CI it fails instead.
 */
export function describeStack(name: string, body: (parts: StackParts) => void): void {
	const { parts, missing } = findStackParts();
	describe(name, () => {
		if (parts) return body(parts);
		if (!process.env.CI) return it.skip(`skipped: ${missing}`);
		it('has its parts', () => {
			throw new Error(missing);
		});
	});
}
