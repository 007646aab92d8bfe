import type { Engine } from '../engine/container.ts';
import { type Clean, clean } from '../text/clean.ts';
import type { Audit } from './audit.ts';

/**
 * The same engine, with everything that is done to a container recorded, and how it ended. A read-only
 * engine does nothing, so there is nothing to record.
 */
export const withAudit = (engine: Engine, audit: Audit): Engine => {
	if (engine.isReadOnly) return engine;
	const names = new Map<string, Clean>();

	const recorded = async <T>(
		{ action, id, detail }: { action: string; id: string; detail: string | undefined },
		work: () => Promise<T>,
	): Promise<T> => {
		const end = audit.begin({
			action: clean(action, 40),
			detail: detail === undefined ? undefined : clean(detail, 256),
			container: names.get(id) ?? clean(id.slice(0, 12)),
			id: clean(id, 64),
			endpoint: engine.endpoint.url,
		});
		try {
			const result = await work();
			await end({});
			return result;
		} catch (error) {
			await end({ error: error ?? 'unknown' });
			throw error;
		}
	};

	return {
		...engine,
		async list(signal) {
			const containers = await engine.list(signal);
			names.clear();
			for (const { id, name } of containers) names.set(id, name);
			return containers;
		},
		act: (action, id, signal, options) =>
			recorded({ action, id, detail: options?.signal }, () => engine.act(action, id, signal, options)),
		// Of the command only the program: what it is given may be secret.
		exec: (id, command, size, signal) =>
			recorded({ action: 'exec', id, detail: command[0] }, () => engine.exec(id, command, size, signal)),
	};
};
