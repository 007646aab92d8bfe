import { cpus } from 'node:os';
import { abortDelay, delays, firstTokens, lineRate, type Protocol, readSlowly } from './client.ts';
import { comparedOf, type Figure, mediansOf, overBudget, type Pairs, tableOf } from './figures.ts';
import { cpuOf, peakOf, type Started, startProxy, startUpstream } from './started.ts';

const tokens = 400;
const gap = 5;
const questions = 100;
const floodLines = 400_000;
const slowBytes = 200e6;
const slowRate = 3e6;

type Ports = { readonly direct: number; readonly proxied: number };

const quantile = (values: readonly number[], share: number): number =>
	values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

// In turns, and beginning with the other one each time: what else the machine does falls on both.
const inTurns = async <T>(runs: number, ports: Ports, measure: (port: number) => Promise<T>) => {
	const found: Record<keyof Ports, T[]> = { direct: [], proxied: [] };
	const order = ['direct', 'proxied'] as const;
	for (let run = 0; run < runs; run++)
		for (const way of run % 2 ? order.toReversed() : order) found[way].push(await measure(ports[way]));
	return found;
};

const at = (found: Readonly<Record<keyof Ports, readonly number[][]>>, share: number): Pairs => ({
	direct: found.direct.map(values => quantile(values, share)),
	proxied: found.proxied.map(values => quantile(values, share)),
});

const measureDelays = async (protocol: Protocol, streams: number, runs: number, ports: Ports): Promise<Figure[]> => {
	const found = await inTurns(runs, ports, port => delays(port, { protocol, streams, tokens, gap }));
	const what = `ms a token, ${protocol}, ${streams} stream${streams > 1 ? 's' : ''}`;
	return [
		{
			...{ what: `${what}, p50`, ...comparedOf(at(found, 0.5)) },
			budget: { of: 'added', atMost: streams > 8 ? 1 : 0.3 },
		},
		{ what: `${what}, p99`, ...comparedOf(at(found, 0.99)) },
	];
};

const measureFirstTokens = async (protocol: Protocol, runs: number, ports: Ports): Promise<Figure[]> => {
	const found = await inTurns(runs, ports, port => firstTokens(port, protocol, questions));
	return [
		{ what: `ms to the first token, ${protocol}, p50`, ...comparedOf(at(found, 0.5)) },
		{ what: `ms to the first token, ${protocol}, p99`, ...comparedOf(at(found, 0.99)) },
	];
};

const measureRates = async (protocol: Protocol, runs: number, ports: Ports, { child }: Started): Promise<Figure[]> => {
	const before = cpuOf(child);
	const rates = await inTurns(runs, ports, port => lineRate(port, protocol, floodLines));
	const what = protocol === 'NDJSON' ? 'lines' : 'events';
	return [
		{
			...{ what: `${what} a second, ${protocol}`, ...mediansOf(rates) },
			// An event has two lines, and is half as long again.
			...(protocol === 'NDJSON' && { budget: { of: 'proxied', atLeast: 200_000 } as const }),
		},
		{ what: `${what} in a second of its CPU`, proxied: (floodLines * runs) / (cpuOf(child) - before) },
	];
};

export type Measured = {
	readonly report: string;
	/** A sentence for each figure that is over its budget. */
	readonly over: readonly string[];
};

/** Measures the exporter in front of a fake model server, beside a direct connection. */
export const measureProxy = async (runs: number, tell: (text: string) => void): Promise<Measured> => {
	const upstream = await startUpstream();
	const proxy = await startProxy(upstream.port);
	const children = [upstream.child, proxy.child];
	const ports = { direct: upstream.port, proxied: proxy.port };
	try {
		const figures: Figure[] = [];
		await delays(proxy.port, { protocol: 'NDJSON', streams: 8, tokens: 200, gap });
		let used = Number.NaN;
		for (const [protocol, streams] of [
			['NDJSON', 1],
			['NDJSON', 8],
			['NDJSON', 64],
			['SSE', 8],
		] as const) {
			tell(`${protocol}, ${streams} stream(s), ${runs} time(s) each`);
			const before = cpuOf(proxy.child);
			figures.push(...(await measureDelays(protocol, streams, runs, ports)));
			if (protocol === 'NDJSON' && streams === 8) used = cpuOf(proxy.child) - before;
		}
		for (const protocol of ['NDJSON', 'SSE'] as const) {
			tell(`${protocol}, first tokens and lines a second`);
			figures.push(...(await measureFirstTokens(protocol, runs, ports)));
			figures.push(...(await measureRates(protocol, runs, ports, proxy)));
		}
		tell('clients that leave');
		const left = await inTurns(20, ports, port => abortDelay(port, upstream.port));
		figures.push(
			{ what: 'ms from a client that leaves to Ollama', ...comparedOf(left) },
			{ what: 'CPU s for 10,000 tokens, 8 streams', proxied: (used / (8 * tokens * runs)) * 10_000 },
		);
		tell(`a slow reader: ${slowRate / 1e6} MB/s of ${slowBytes / 1e6} MB`);
		const fresh = await startProxy(upstream.port);
		children.push(fresh.child);
		const idle = peakOf(fresh.child);
		await readSlowly(fresh.port, slowBytes, slowRate);
		const peak = peakOf(fresh.child);
		figures.push({
			...{ what: 'resident memory at most, slow reader, MiB', proxied: peak, added: peak - idle },
			budget: { of: 'proxied', atMost: 80 },
		});
		const how = `${tokens} tokens a stream, one each ${gap} ms; medians of ${runs} run(s) in turns; ${cpus().length} cores, Node ${process.version}.`;
		return { report: `${how}\n\n${tableOf(figures)}`, over: overBudget(figures) };
	} finally {
		for (const child of children) child.kill();
	}
};
