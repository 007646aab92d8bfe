import type { Engine } from '../../engine/container.ts';
import { stateText } from '../../ui/containers/state.ts';
import type { Laggard } from './wait-healthy.ts';

const lastLines = 10;

/** What is wrong with a service that did not get well, and the end of its log. */
export const whyNot = async (engine: Engine, { name, condition, container }: Laggard): Promise<readonly string[]> => {
	if (!container) return [`${name} has no container.`];
	const state = stateText({ container, now: Date.now(), acting: undefined });
	const often = container.restartCount ? `, restarted ${container.restartCount} times` : '';
	const lines: string[] = [];
	try {
		for await (const { text } of engine.logs(
			container.id,
			{ tail: lastLines, follow: false },
			AbortSignal.timeout(5000),
		))
			lines.push(`  | ${text}`);
	} catch {
		// A log that cannot be read, as with a driver that keeps none, must not hide the state.
	}
	const head = `${name} is ${condition === 'starting' ? 'still starting' : `not well: ${state}${often}`}.`;
	return lines.length === 0 ? [head, '  Its log is empty.'] : [`${head} Its last lines:`, ...lines];
};
