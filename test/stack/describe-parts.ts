import { describe, it } from 'vitest';
import { findParts, type Parts } from './parts.ts';
import { findStackParts, type StackParts } from './stack-parts.ts';

/** What a group of tests needs, or what of it is missing. */
export type Found<P> =
	| { readonly parts: P; readonly missing?: never }
	| { readonly missing: string; readonly parts?: never };

/** A group of tests that needs real parts. Where one is missing the group is skipped and says why; in CI it fails instead. */
export function describeNeeding<P>({ parts, missing }: Found<P>, name: string, body: (parts: P) => void): void {
	describe(name, () => {
		if (parts !== undefined) return body(parts);
		if (!process.env.CI) return it.skip(`skipped: ${missing}`);
		it('has its parts', () => {
			throw new Error(missing);
		});
	});
}

/** A group of tests that starts parts of the rig of its own. */
export const describeParts = (name: string, body: (parts: Parts) => void): void =>
	describeNeeding<Parts>(findParts(), name, body);

/** A group of tests that needs the parts of the whole stack. */
export const describeStack = (name: string, body: (parts: StackParts) => void): void =>
	describeNeeding<StackParts>(findStackParts(), name, body);
