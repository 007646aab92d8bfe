import type { Container, ContainerAction, Engine, LogLine } from '../../src/engine/container.ts';
import { clean, literal } from '../../src/text/clean.ts';

/** A stream of log lines that a test writes. */
export type LogSource = { write(text: string, stream?: LogLine['stream']): void; end(): void };

// Long ago, a millisecond apart.
let written = Date.UTC(2026, 10, 1);

export type ObjectEngine = Engine & {
	containers: readonly Container[];
	/** Makes the next answers of `list` and `stats` fail; undefined mends it. */
	failure: Error | undefined;
	readonly acts: readonly string[];
	/** Lets actions end, or fail. */
	settleAct(error?: Error): void;
	/** Tells whoever watches that something changed. */
	changed(): void;
	/** Cuts the stream of events. */
	cut(): void;
	/** The logs opened so far, by container ID and in order. */
	readonly logsOpened: readonly { readonly id: string; readonly source: LogSource; readonly signal: AbortSignal }[];
	readonly asked: readonly string[];
};

const lineStream = (signal: AbortSignal) => {
	const waiting: LogLine[] = [];
	let isEnded = false;
	let wake = () => {};
	signal.addEventListener('abort', () => wake());
	const source: LogSource = {
		write(text, stream = 'stdout') {
			written += 1;
			waiting.push({ stream, at: written, nanos: 0, text: clean(text) });
			wake();
		},
		end() {
			isEnded = true;
			wake();
		},
	};
	const lines = async function* (): AsyncGenerator<LogLine> {
		while (!signal.aborted) {
			const line = waiting.shift();
			if (line) yield line;
			else if (isEnded) return;
			else
				await new Promise<void>(resolve => {
					wake = resolve;
				});
		}
	};
	return { source, lines: lines() };
};

const notPlayed = () => Promise.reject(new Error('This test has no such answer'));

/** An engine that a test plays itself, for what is above the engine; the adapter has tests against the real wire. */
export const objectEngine = (containers: readonly Container[]): ObjectEngine => {
	const acts: string[] = [];
	const asked: string[] = [];
	const logsOpened: { id: string; source: LogSource; signal: AbortSignal }[] = [];
	let settle: (error?: Error) => void = () => {};
	let listeners: { changed: () => void; cut: (error: Error) => void }[] = [];
	const engine: ObjectEngine = {
		containers,
		failure: undefined,
		acts,
		asked,
		logsOpened,
		settleAct: error => settle(error),
		changed() {
			for (const { changed } of listeners) changed();
		},
		cut() {
			for (const { cut } of listeners.splice(0)) cut(new Error('connection reset'));
		},
		endpoint: { url: literal('unix:///test.sock'), from: 'test' },
		isReadOnly: false,
		async ping() {
			if (engine.failure) throw engine.failure;
		},
		info: async () => ({
			product: 'docker',
			version: literal('28.5.2'),
			hostName: literal('test'),
			cores: 4,
			memoryBytes: 2 ** 34,
		}),
		async list() {
			asked.push('list');
			if (engine.failure) throw engine.failure;
			return engine.containers;
		},
		watch: (changed, signal) =>
			new Promise((resolve, reject) => {
				asked.push('watch');
				queueMicrotask(changed);
				listeners = [...listeners, { changed, cut: reject }];
				signal.addEventListener('abort', () => resolve());
			}),
		async stats(id) {
			asked.push(`stats ${id.slice(0, 4)}`);
			if (engine.failure) throw engine.failure;
			return {
				cpuCores: 0.5,
				memoryBytes: 1024,
				memoryLimitBytes: undefined,
				receiveBytesPerSecond: undefined,
				transmitBytesPerSecond: undefined,
				readBytesPerSecond: undefined,
				writtenBytesPerSecond: undefined,
				at: 0,
			};
		},
		longestTail: async () => 2 ** 31 - 2,
		logs(id, { follow }, signal) {
			// Nothing was written before it is looked at.
			if (!follow) return (async function* () {})();
			const { source, lines } = lineStream(signal);
			logsOpened.push({ id, source, signal });
			return lines;
		},
		async *logBatches(...request) {
			// Of the engine that the test has made of this one.
			for await (const line of this.logs(...request)) yield [line];
		},
		act: (action: ContainerAction, id: string) =>
			new Promise((resolve, reject) => {
				acts.push(`${action} ${id}`);
				settle = error => (error ? reject(error) : resolve());
			}),
		inspect: notPlayed,
		processes: notPlayed,
		events: async () => [],
		exec: notPlayed,
		close() {},
	};
	return engine;
};
