import type { Engine, LogLine } from '../../engine/container.ts';
import { followLogOf, type Known, type LogEvent } from '../log-reading/follow-log-of.ts';
import type { ReadSoFar } from '../log-reading/read-on.ts';
import { createReorder } from '../log-reading/reorder.ts';
import type { LogSource } from './log-holding.ts';

export type LiveOptions = {
	readonly connect: () => Promise<Engine>;
	readonly sources: readonly LogSource[];
	readonly known: (id: string) => Known;
	readonly changed: (signal: AbortSignal) => Promise<void>;
	/** Told of lines that have come together, before each of them is held. */
	readonly arrived: (lines: readonly LogLine[]) => void;
	readonly hold: (source: LogSource, line: LogLine) => void;
	readonly hear: (source: LogSource, event: LogEvent) => void;
	/** Whether another line may be read; where not, the engine is made to wait. */
	readonly hasRoom: () => boolean;
	/** Told when reading stops for want of room. */
	readonly waits: () => void;
};

/** The logs of some containers followed as one, in the order of time. */
export type LogLive = {
	follow(soFarOf: (source: LogSource) => ReadSoFar): void;
	/** Whether nothing is followed now. */
	isEnded(): boolean;
	/** Goes on where it waits for room, if there is some. */
	resume(): void;
	end(): void;
};

type Arrived = { readonly source: LogSource; readonly line: LogLine };

export const createLogLive = (options: LiveOptions): LogLive => {
	const { connect, sources, known, changed, arrived, hold, hear, hasRoom, waits } = options;
	let controller = new AbortController();
	let isEnded = true;
	let waiting: (() => void)[] = [];

	const roomFor = (signal: AbortSignal): Promise<void> | undefined => {
		if (hasRoom() || signal.aborted) return undefined;
		waits();
		return new Promise(resolve => waiting.push(resolve));
	};

	const wakeAll = () => {
		const all = waiting;
		waiting = [];
		for (const resolve of all) resolve();
	};

	return {
		follow(soFarOf) {
			controller = new AbortController();
			isEnded = false;
			const { signal } = controller;
			const reorder = createReorder<Arrived>(
				lines => {
					if (!signal.aborted) for (const { source, line } of lines) hold(source, line);
				},
				({ source }) => source,
			);
			for (const source of sources) {
				const soFar = soFarOf(source);
				void followLogOf({
					...{ connect, id: source.id, soFar, changed, arrived, signal },
					known: () => known(source.id),
					push(line) {
						if (sources.length === 1) hold(source, line);
						else reorder.push({ source, line });
						return roomFor(signal);
					},
					tell(event) {
						if (signal.aborted) return;
						reorder.flush();
						hear(source, event);
					},
				});
			}
		},
		isEnded: () => isEnded,
		resume() {
			if (hasRoom()) wakeAll();
		},
		end() {
			isEnded = true;
			controller.abort();
			wakeAll();
		},
	};
};
