import { EngineError } from './engine-error.ts';
import { type Inspection, notInspected } from './inspection.ts';
import type { ListRow } from './list-row.ts';

type Known = {
	readonly fingerprint: string;
	readonly inspection: Inspection;
	/** When it is to be inspected again although nothing was told of it, by `now`. */
	readonly againAt: number;
};

/** The last inspection of each container, renewed only where something may have changed. */
export type Inspections = {
	/**
	 * Inspects what is new, changed or may have changed unseen among `rows`, four at a time, and forgets every other container. What could not
	 * be inspected, or not before `signal` was aborted, is simply not known yet.
	 */
	renew(rows: readonly ListRow[], signal: AbortSignal): Promise<void>;
	of(id: string): Inspection;
	forget(id: string): void;
	clear(): void;
};

const workers = 4;
const retryAfter = 10_000;
// An engine tells when health changes, not that a check failed once more.
const failingFor = 4000;

/** `inspect` rejects with the reason of its signal when that is aborted. */
export const createInspections = (
	inspect: (id: string, signal: AbortSignal) => Promise<Inspection>,
	now: () => number = () => performance.now(),
): Inspections => {
	const known = new Map<string, Known>();
	// Counts what was forgotten, so that an answer from before an event is not kept after it.
	const changes = new Map<string, number>();
	let era = 0;

	const inspectOne = async ({ id, fingerprint }: ListRow, signal: AbortSignal) => {
		const before = `${era} ${changes.get(id)}`;
		const keep = (inspection: Inspection, againAt: number) => {
			if (before === `${era} ${changes.get(id)}`) known.set(id, { fingerprint, inspection, againAt });
		};
		try {
			const inspection = await inspect(id, signal);
			const isFailing = inspection.health === 'unhealthy' || inspection.health === 'starting';
			keep(inspection, isFailing ? now() + failingFor : Number.POSITIVE_INFINITY);
		} catch (error) {
			// One container whose inspection hangs or fails must not hold up the list each time.
			if (!(error instanceof EngineError) || error.status !== 404) keep(notInspected, now() + retryAfter);
		}
	};

	const isStale = ({ id, fingerprint, health, state }: ListRow) => {
		const last = known.get(id);
		if (last === undefined || last.fingerprint !== fingerprint || last.againAt <= now()) return true;
		// Podman's list does not tell health, so that it changes unseen.
		return state === 'running' && health === undefined && last.inspection.health !== undefined;
	};

	return {
		async renew(rows, signal) {
			const present = new Set(rows.map(row => row.id));
			for (const id of known.keys()) if (!present.has(id)) known.delete(id);
			for (const id of changes.keys()) if (!present.has(id)) changes.delete(id);
			const todo = rows.filter(isStale).values();
			const work = async () => {
				for (const row of todo) {
					if (signal.aborted) return;
					await inspectOne(row, signal);
				}
			};
			await Promise.all(Array.from({ length: workers }, work));
		},
		of: id => known.get(id)?.inspection ?? notInspected,
		forget(id) {
			known.delete(id);
			changes.set(id, (changes.get(id) ?? 0) + 1);
		},
		clear() {
			known.clear();
			changes.clear();
			era += 1;
		},
	};
};
