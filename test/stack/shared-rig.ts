import type { RigFacts } from './rig-facts.ts';

/** What the setup tells the tests: where the rig is and how to control it, or why there is none. */
export type SharedRig =
	| { readonly facts: RigFacts; readonly socket: string; readonly missing?: never }
	| { readonly missing: string; readonly facts?: never };

declare module 'vitest' {
	// An interface, because only interfaces of two modules merge.
	interface ProvidedContext {
		readonly sharedRig: SharedRig;
	}
}
