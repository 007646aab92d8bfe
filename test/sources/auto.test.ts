import { describe, expect, it } from 'vitest';
import { createAutoSource } from '../../src/sources/auto.ts';
import { createLocalSource } from '../../src/sources/local.ts';
import { createPrometheusSource } from '../../src/sources/prometheus.ts';
import { recordedAnswer, sendJson, startFakePrometheus } from './fake-prometheus.ts';

const { signal } = new AbortController();

const autoOf = (url: string, patience?: number) =>
	createAutoSource(createPrometheusSource({ url, thisHostName: 'vm' }), createLocalSource(), patience);

describe('the source that chooses itself', () => {
	it('is Prometheus at once where it answers', async () => {
		await using fake = await startFakePrometheus(response => sendJson(response, recordedAnswer('recorded')));
		const source = autoOf(fake.url, 60_000);
		expect((await source.read(signal)).via).toBe('recorded');
		expect([source.name, source.url]).toEqual(['prometheus', fake.url]);
		source.close();
	});

	it('is this machine while Prometheus fails, becomes Prometheus when it answers, and never goes back', async () => {
		let isUp = false;
		await using fake = await startFakePrometheus(response =>
			isUp ? sendJson(response, recordedAnswer('recorded')) : response.writeHead(503).end(),
		);
		const source = autoOf(fake.url, 60_000);
		expect((await source.read(signal)).via).toBe('local');
		expect([source.name, source.url]).toEqual(['local', undefined]);
		isUp = true;
		await expect.poll(async () => (await source.read(signal)).via, { timeout: 10_000 }).toBe('recorded');
		expect(source.name).toBe('prometheus');
		isUp = false;
		await expect(source.read(signal)).rejects.toMatchObject({ code: 'prometheus' });
		expect(source.name).toBe('prometheus');
		source.close();
	});

	it('does not wait for a Prometheus that hangs, nor ask it twice at once', async () => {
		await using fake = await startFakePrometheus(() => {});
		const source = autoOf(fake.url, 1);
		expect((await source.read(signal)).via).toBe('local');
		expect((await source.read(signal)).via).toBe('local');
		await expect.poll(() => fake.asked.length, { timeout: 10_000 }).toBe(1);
		source.close();
	});
});
