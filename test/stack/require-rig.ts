import { describe, inject, it } from 'vitest';
import { createControlClient } from './control-client.ts';
import { createRigHandle, type RigHandle } from './rig-handle.ts';
import './shared-rig.ts';

/**
 * A group of tests that needs the shared rig. Where a part of it is missing the group is skipped and says why; in CI
 * it fails instead. A test that disturbs a part puts it back.
 */
export function describeRig(name: string, body: (rig: RigHandle) => void): void {
	const shared = inject('sharedRig');
	if (shared.facts) {
		const rig = createRigHandle(shared.facts, createControlClient(shared.socket));
		describe(name, () => body(rig));
	} else if (process.env.CI) {
		describe(name, () => {
			it('has the rig', () => {
				throw new Error(shared.missing);
			});
		});
	} else {
		describe(name, () => {
			it.skip(`skipped: ${shared.missing}`);
		});
	}
}
