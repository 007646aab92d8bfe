import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startControlServer } from './control-server.ts';
import { findParts } from './parts.ts';
import { startRig } from './rig.ts';
import type { SharedRig } from './shared-rig.ts';

/** Starts the one rig that all tests of real parts share, where its parts are to be had, and says where it is. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
	const provide = (shared: SharedRig) => project.provide('sharedRig', shared);
	const { missing } = findParts();
	if (missing) {
		console.warn(`skipped: ${missing}`);
		provide({ missing });
		return () => Promise.resolve();
	}
	const { act, stop, ...handle } = await startRig({ interval: 1 });
	const socket = join(handle.folder, 'control.sock');
	const control = await startControlServer(socket, act);
	provide({ socket, facts: JSON.parse(JSON.stringify(handle)) });
	return async () => {
		await control.close();
		await stop();
	};
}
