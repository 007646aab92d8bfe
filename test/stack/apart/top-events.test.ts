import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { watchChanges } from '../../../src/commands/top/watch-changes.ts';
import { watchPastEvents } from '../../../src/commands/top/watch-past-events.ts';
import { createPrometheusSource } from '../../../src/sources/prometheus.ts';
import type { Source } from '../../../src/sources/source.ts';
import { createStore } from '../../../src/store/store.ts';
import { clean } from '../../../src/text/clean.ts';
import { type Change, change, type Model } from '../../../src/ui/model.ts';
import { seek } from '../../../src/ui/time/seeking.ts';
import { madeModel } from '../../support/made-model.ts';
import { describeParts } from '../describe-parts.ts';
import { madeIds } from '../made-machine.ts';
import { type PastServer, startPastServer } from '../past-server.ts';
import { waitUntil } from '../wait-until.ts';

describeParts('the time cursor on the past of a real Prometheus', () => {
	let server: PastServer;
	let source: Source;
	let stops: (() => void)[] = [];

	beforeAll(async () => {
		server = await startPastServer();
		source = createPrometheusSource({ url: server.url, thisHostName: 'elsewhere' });
	});

	afterEach(() => {
		for (const stop of stops) stop();
		stops = [];
	});

	afterAll(async () => {
		source?.close();
		await server?.[Symbol.asyncDispose]();
	});

	const ready = (parts: Change) => {
		const wall = Date.now();
		const store = createStore<Model, Change>(
			madeModel({ columns: 120, rows: 40 }, { clock: { wall, monotonic: 0 }, ...parts }),
			change,
		);
		stops.push(watchPastEvents(store, source), watchChanges(store, source));
		return store;
	};

	it('goes back from event to event, those of Prometheus and those of the engine', async () => {
		const { story } = server;
		const died = {
			at: story.restarted - 2500,
			action: clean('die'),
			id: madeIds.ollama,
			name: clean('ollama'),
			exitCode: 137,
			detail: undefined,
		};
		const start = { ...died, at: story.restarted + 300, action: clean('start'), exitCode: undefined };
		const ended = { ...died, at: story.ended - 8000, id: madeIds.worker, name: clean('worker'), exitCode: 0 };
		const store = ready({ events: [died, start, ended], state: { window: '24h' } });
		const said: string[] = [];
		const back = async () => {
			store.dispatch(seek(store.get(), 'previous', 0));
			await waitUntil(async () => store.get().state.seeking === undefined, { what: 'the event', seconds: 30 });
			if (store.get().state.at === died.at) expect(store.get().state.selected).toBe(madeIds.ollama);
			said.push(store.get().state.notice!.text.replace(/^.*?: (?=\S+ \S+ |alert|Prom|host)/, ''));
		};
		for (let step = 0; step < 7; step++) await back();
		expect(said.map(text => text.replace(/ \(event.*$/, ''))).toEqual([
			'alert HostCpuHigh was over for box:9100',
			'alert HostCpuHigh (warning) began to fire for box:9100',
			'worker ended with exit code 0: ended by itself',
			'Prometheus started',
			'ollama started',
			'ollama ended with exit code 137: killed (SIGKILL)',
			'host box:9100 booted',
		]);
	});

	it('tells what changed at the instant that is shown, and that there is too little to tell it by', async () => {
		const { end, busyFrom } = server.story;
		const store = ready({ state: { at: end, full: 'changes', focus: 'changes' } });
		const compared = async (at: number) => {
			await waitUntil(
				async () => {
					const { changes } = store.get();
					return 'value' in changes && changes.value.at === at;
				},
				{ what: 'the comparison', seconds: 30 },
			);
			const { changes } = store.get();
			if (!('value' in changes)) throw new Error('It is gone again');
			return changes.value;
		};
		expect((await compared(end)).changes.map(({ words }) => words)).toContain('CPU 90.0%, usually 20.0%');
		const before = busyFrom - 3 * 3_600_000;
		store.dispatch({ state: { at: before } });
		expect((await compared(before)).compared).toBe(0);
	});
});
