import type { ContainerAction } from '../../../../src/engine/container.ts';
import { resolveEndpoint } from '../../../../src/engine/endpoint.ts';
import { createEngine } from '../../../../src/engine/engine.ts';
import { modelActions } from '../../../../src/llm/model-action.ts';
import { createOllama } from '../../../../src/llm/ollama.ts';
import { changesIn, startWorld } from '../world/world.ts';

const actions: readonly ContainerAction[] = ['start', 'stop', 'restart', 'pause', 'unpause', 'kill', 'remove'];
const { signal } = new AbortController();

/**
 * Asks every client for every change it knows, past the screen and its keys. Resolves with what was done or sent
 * although it is read-only.
 */
export const askDirectly = async (): Promise<{ readonly count: number; readonly wrong: readonly string[] }> => {
	await using world = await startWorld();
	const endpoint = await resolveEndpoint({ host: world.engine.url, env: {}, home: '/nonexistent' });
	const engine = createEngine(endpoint, { isReadOnly: true });
	const ollama = createOllama({ url: world.ollama.url, isReadOnly: true });
	const ids = world.engine.containers.map(({ id }) => id);
	const attempts = [
		...ids.flatMap(id => actions.map(action => () => engine.act(action, id, signal))),
		...ids.map(id => () => engine.act('kill', id, signal, { signal: 'SIGTERM' })),
		...ids.map(id => () => engine.exec(id, ['sh'], { columns: 80, rows: 24 }, signal)),
		...world.ollama.models.flatMap(model => modelActions.map(action => () => ollama.act(action, model, signal))),
	];
	const wrong: string[] = [];
	try {
		for (const [index, attempt] of attempts.entries()) {
			const done = await (attempt() as Promise<unknown>).then(
				() => true,
				() => false,
			);
			if (done) wrong.push(`attempt ${index} was not refused`);
		}
	} finally {
		engine.close();
	}
	return { count: attempts.length, wrong: [...wrong, ...changesIn(world.asked())] };
};
