import { hostname } from 'node:os';
import { expect, it } from 'vitest';
import { resolveEndpoint } from '../../src/engine/endpoint.ts';
import { createEngine } from '../../src/engine/engine.ts';
import type { PastEvent } from '../../src/metrics/event.ts';
import { createPrometheusSource } from '../../src/sources/prometheus.ts';
import { mergeEvents } from '../../src/ui/time/merge-events.ts';
import { describeRig } from './require-rig.ts';
import { waitUntil } from './wait-until.ts';

const { signal } = new AbortController();

describeRig('what happens while a real Prometheus watches', rig => {
	it('is a container that is started again, and one that is gone while it is stopped', async () => {
		const source = createPrometheusSource({ url: rig.prometheusUrl, thisHostName: hostname() });
		await source.read(signal);
		const begun = Date.now();
		const seen = async () =>
			(await source.events({ end: Date.now(), span: 3_600_000 }, signal))
				.filter(({ subject, at }) => subject === 'chatty' && at >= begun - 2000)
				.map(({ kind }) => kind);
		await rig.docker('stop', '--time', '1', 'chatty');
		try {
			await waitUntil(async () => (await seen()).includes('container.gone'), { what: 'it to be gone', seconds: 60 });
		} finally {
			await rig.docker('start', 'chatty');
		}
		await waitUntil(async () => (await seen()).includes('container.started'), { what: 'its start', seconds: 90 });
		expect((await seen()).toSorted()).toEqual(['container.gone', 'container.started']);
		source.close();
	});

	it('is told once where the engine tells it too, in a day as in an hour', async () => {
		const source = createPrometheusSource({ url: rig.prometheusUrl, thisHostName: hostname() });
		const endpoint = await resolveEndpoint({ host: rig.dockerHost, env: {}, home: '/nonexistent' });
		const engine = createEngine(endpoint, { isReadOnly: true });
		await source.read(signal);
		const begun = Date.now();
		/** By Prometheus alone, and with what the engine tells. */
		const seen = async (span: number) => {
			const end = Date.now();
			const all = await source.events({ end, span }, signal);
			const told = await engine.events({ since: end - 3_600_000, until: end }, signal);
			const own = (events: readonly PastEvent[]) =>
				events
					.filter(
						({ subject, at, within }) => subject === 'fine' && at >= begun - 2000 && at - within >= begun - 60_000,
					)
					.map(({ kind }) => kind);
			return { measured: own(all), merged: own(mergeEvents(all, told, { from: end - span, to: end })) };
		};
		const day = 86_400_000;
		const has = (kind: PastEvent['kind']) => async () => (await seen(3_600_000)).measured.includes(kind);
		try {
			await rig.docker('stop', '--time', '1', 'fine');
			await waitUntil(has('container.gone'), { what: 'it to be gone', seconds: 60 });
		} finally {
			await rig.docker('start', 'fine');
		}
		await waitUntil(has('container.started'), { what: 'its start', seconds: 90 });
		// Looks at a day are further apart: what is left after the last of them is looked at closely from a minute on.
		await waitUntil(async () => (await seen(day)).measured.includes('container.started'), {
			what: 'its start in a day',
			seconds: 120,
		});
		for (const span of [3_600_000, day]) {
			const { measured, merged } = await seen(span);
			expect(measured).toContain('container.started');
			expect(merged).toEqual(['container.died', 'container.started']);
		}
		source.close();
		engine.close();
	}, 300_000);

	it('is told by the server\u2019s clock, whatever this machine\u2019s says', async () => {
		const behind = 90_000;
		const now = () => Date.now() - behind;
		const source = createPrometheusSource({ url: rig.prometheusUrl, thisHostName: hostname(), now });
		expect(source.skew).toBeUndefined();
		const { at, readings } = await source.read(signal);
		expect(Math.abs(source.skew! - behind)).toBeLessThan(3000);
		expect(at - readings['host.load1']![0]!.at).toBeLessThan(30_000);
		// It is to come by this machine's clock, and has been by the server's.
		const past = await source.read(signal, { at: now() + behind - 5000 });
		expect(past.readings['host.load1']).toHaveLength(1);
		await expect(source.read(signal, { at: Date.now() + 60_000 })).rejects.toThrow(/still to come/);
		source.close();
	});

	it('begins when it was started', async () => {
		const source = createPrometheusSource({ url: rig.prometheusUrl, thisHostName: hostname() });
		const reach = await source.reach(signal);
		expect(reach).toBeLessThanOrEqual(Date.now());
		expect(Date.now() - reach!).toBeLessThan(3_600_000);
		source.close();
	});
});
