import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { createPrometheusSource } from '../../src/sources/prometheus.ts';
import { createPrometheusApi } from '../../src/sources/prometheus-api.ts';
import { rawQueries, recordedQuery } from '../../src/sources/prometheus-queries.ts';
import { median, percentile95 } from './statistics.ts';

/** What one refresh costs: milliseconds, and bytes of an answer. */
export type RefreshCost = {
	readonly median: number | undefined;
	readonly p95: number | undefined;
	readonly size: number;
	/** CPU of Prometheus; absent where it does not tell. */
	readonly serverCpu: number | undefined;
	/** CPU of this process: the request, and reading the answer. */
	readonly ownCpu: number;
};

const reads = 200;
const warmUp = 20;
const idleSeconds = 3;
const { signal } = new AbortController();

/** CPU that a Prometheus has used since its start, in milliseconds; undefined where it does not tell. */
export const serverCpu = async (url: string): Promise<number | undefined> => {
	try {
		const answer = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(5000) });
		const seconds = /^process_cpu_seconds_total (\S+)$/m.exec(await answer.text())?.[1];
		return seconds === undefined ? undefined : Number(seconds) * 1000;
	} catch {
		return undefined;
	}
};

const answerSize = async (url: string, queries: readonly string[]): Promise<number> => {
	const client = createPrometheusApi({ url });
	try {
		const bodies = await Promise.all(queries.map(query => client.query(query, undefined, signal)));
		return bodies.reduce((sum, body) => sum + Buffer.byteLength(body), 0);
	} finally {
		client.close();
	}
};

/**
 * Reads 200 snapshots one after the other, as the screen reads them. Undefined where this Prometheus answers by another
 * way than `via`. What Prometheus does besides is measured before, and taken off.
 */
export const measureRefresh = async (url: string, via: 'recorded' | 'raw'): Promise<RefreshCost | undefined> => {
	const source = createPrometheusSource({ url, thisHostName: hostname() });
	try {
		for (let read = 0; read < warmUp; read++) if ((await source.read(signal)).via !== via) return undefined;
		const idleFrom = await serverCpu(url);
		await pause(idleSeconds * 1000);
		const idleTo = await serverCpu(url);

		const times: number[] = [];
		const own = process.cpuUsage();
		const before = performance.now();
		for (let read = 0; read < reads; read++) {
			const at = performance.now();
			await source.read(signal);
			times.push(performance.now() - at);
		}
		const span = performance.now() - before;
		const { user, system } = process.cpuUsage(own);
		const after = await serverCpu(url);
		const isTold = idleFrom !== undefined && idleTo !== undefined && after !== undefined;
		const idle = isTold ? ((idleTo - idleFrom) * span) / (idleSeconds * 1000) : 0;
		return {
			median: median(times),
			p95: percentile95(times),
			size: await answerSize(url, via === 'recorded' ? [recordedQuery] : rawQueries('60s')),
			serverCpu: isTold ? Math.max(0, after - idleTo - idle) / reads : undefined,
			ownCpu: (user + system) / 1000 / reads,
		};
	} finally {
		source.close();
	}
};
