import { act } from './act.ts';
import { createClient } from './client.ts';
import type { Container, Engine } from './container.ts';
import { withDeadline } from './deadline.ts';
import type { Endpoint } from './endpoint-address.ts';
import { EngineError } from './engine-error.ts';
import { startExec } from './exec.ts';
import { garbled } from './garbled.ts';
import { parseInspection } from './inspection.ts';
import { createInspections } from './inspections.ts';
import { isContainerId, type ListRow, parseListRow } from './list-row.ts';
import { readLogs, readLongestTail } from './logs.ts';
import { createMachineReader } from './machine.ts';
import { parseDetails } from './parse-details.ts';
import { readEvents } from './past-events.ts';
import { readProcesses } from './processes.ts';
import { createStatsReader } from './stats.ts';
import { watch } from './watch.ts';

export type EngineOptions = {
	/** Nothing that could change something leaves this process. */
	readonly isReadOnly: boolean;
	/** Milliseconds the engine may take to answer a question; 3000 when left out, 10,000 by way of ssh. */
	readonly deadline?: number;
	/** Milliseconds an action may take beyond the time the container is given to stop; 10,000 when left out. */
	readonly actionMargin?: number;
};

// A long list is worth more now than whole later.
const manyRows = 100;
const inspectFor = 300;
const longestInspection = 30_000;

/**
 * Docker or Podman at `endpoint`. Connects on first use, and anew after the connection was lost; loads dockerode only
 * then. Every method rejects with an EngineError, or with the reason of its signal once that is aborted.
 */
export const createEngine = (
	endpoint: Endpoint,
	{ isReadOnly, deadline = 'ssh' in endpoint.connection ? 10_000 : 3000, actionMargin = 10_000 }: EngineOptions,
): Engine => {
	const client = createClient(endpoint, {
		isReadOnly,
		lost() {
			inspections.clear();
			stats.clear();
			machine.clear();
		},
	});

	const inspect = (id: string, signal: AbortSignal) =>
		client.call((docker, abortSignal) => docker.getContainer(id).inspect({ abortSignal }), { signal, ms: deadline });

	const inspections = createInspections(async (id, signal) => parseInspection(await inspect(id, signal)));

	let inspecting: Promise<void> | undefined;
	const inspectNext = async (rows: readonly ListRow[]): Promise<void> => {
		await inspecting;
		inspecting ??= inspections.renew(rows, AbortSignal.timeout(deadline + longestInspection)).finally(() => {
			inspecting = undefined;
		});
		await inspecting;
	};
	/** Inspects what has changed; what is not done in time goes on, is shown as unknown, and known at a later reading. */
	const inspectAll = async (rows: readonly ListRow[], signal: AbortSignal): Promise<void> => {
		const ms = rows.length > manyRows ? inspectFor : deadline;
		await withDeadline(() => inspectNext(rows), { ms, signal }).catch(error => {
			if (signal.aborted) throw error;
		});
	};

	const machine = createMachineReader(client, deadline);
	const stats = createStatsReader(client, machine);

	return {
		endpoint: { url: endpoint.url, from: endpoint.from },
		isReadOnly,

		async ping(signal) {
			const options = { signal, ms: deadline };
			await client
				.call((docker, abortSignal) => docker.ping({ abortSignal }), options)
				.catch((error: unknown) => {
					// A proxy that forbids it is there, too.
					if (!(error instanceof EngineError) || error.kind !== 'answered') throw error;
				});
		},

		async info(signal) {
			const { product, version } = await client.negotiated({ signal, ms: deadline });
			const { cannotCount: _, ...known } = await machine.read(signal);
			return { product, version, ...known };
		},

		async list(signal) {
			const answer = await client.call((docker, abortSignal) => docker.listContainers({ all: true, abortSignal }), {
				signal,
				ms: deadline,
			});
			// An empty list may be written as null; anything else is not the same as none.
			const list = answer === null ? [] : answer;
			if (!Array.isArray(list)) throw garbled(endpoint.url);
			const rows = list.flatMap(row => parseListRow(row) ?? []);
			stats.keepOnly(new Set(rows.map(row => row.id)));
			await inspectAll(rows, signal);
			return rows.map(row => withInspection(row, inspections.of(row.id)));
		},

		watch: (changed, signal, happened) =>
			watch(client, {
				signal,
				deadline,
				changed,
				happened,
				invalidate: id => (id === 'any' ? inspections.clear() : inspections.forget(id)),
			}),

		async inspect(id, signal) {
			requireId(id);
			return parseDetails(await inspect(id, signal));
		},

		async processes(id, signal) {
			requireId(id);
			return readProcesses(client, id, { signal, deadline });
		},

		events: (span, signal) => readEvents(client, span, { signal, deadline }),

		async exec(id, command, size, signal) {
			if (isReadOnly) throw readOnly();
			requireId(id);
			return startExec(client, { id, command, size }, { signal, deadline });
		},

		async stats(id, signal) {
			requireId(id);
			return stats.read(id, { signal, deadline });
		},

		longestTail: signal => readLongestTail(client, { signal, deadline }),

		async *logs(id, request, signal) {
			requireId(id);
			for await (const lines of readLogs(client, id, request, { signal, deadline })) yield* lines;
		},

		async *logBatches(id, request, signal) {
			requireId(id);
			yield* readLogs(client, id, request, { signal, deadline });
		},

		async act(action, id, signal, options) {
			if (isReadOnly) throw readOnly();
			requireId(id);
			try {
				await act(client, { action, id, ...options }, { signal, deadline, margin: actionMargin });
			} finally {
				inspections.forget(id);
			}
		},

		close: client.close,
	};
};

const withInspection = (
	{ fingerprint: _, ...row }: ListRow,
	inspection: ReturnType<typeof parseInspection>,
): Container => {
	// The engine remembers the health that a stopped container last had.
	const remembered = row.state === 'running' || row.state === 'paused' ? inspection.health : undefined;
	return { ...inspection, ...row, health: row.health ?? remembered };
};

const requireId = (id: string) => {
	if (!isContainerId(id)) throw new EngineError('That is no full container ID', { kind: 'refused' });
};

const readOnly = () =>
	new EngineError('Read-only: nothing is done to a container', {
		kind: 'refused',
		hint: 'Start aixcl without --read-only to allow it.',
	});
