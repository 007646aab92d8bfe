import { createCleanup } from './cleanup.ts';
import { CONTAINER_IMAGE, layOutImage, removeContainers } from './containers.ts';
import { type EngineAccess, runDocker, startEngine } from './engine.ts';
import type { Parts } from './parts.ts';
import { makeScratch, removeScratch } from './scratch.ts';

/** A private Docker with one image, beside that of the rig. */
export async function startDocker(
	parts: Parts,
): Promise<{ readonly access: EngineAccess; readonly stop: () => Promise<void> }> {
	const cleanup = createCleanup();
	try {
		const folder = await makeScratch();
		cleanup.add(() => removeScratch(folder));
		const engine = await startEngine(parts, folder);
		cleanup.add(engine.removeNetwork);
		cleanup.add(engine.child.stop);
		cleanup.add(() => removeContainers(engine));
		await runDocker(engine.access, ['import', await layOutImage(parts, folder), CONTAINER_IMAGE]);
		return { access: engine.access, stop: cleanup.run };
	} catch (error) {
		await cleanup.run().catch(() => undefined);
		throw error;
	}
}
