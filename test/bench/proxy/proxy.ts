import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { median } from '../statistics.ts';
import { abortDelay, delays, lineRate, readSlowly } from './client.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const tokens = 400;
const gap = 5;
const floodLines = 400_000;
const slowBytes = 200e6;
const slowRate = 3e6;

type Started = { readonly child: ChildProcess; readonly port: number };

const startUpstream = async (): Promise<Started> => {
	const child = fork(at('./upstream.ts'));
	const [port] = await once(child, 'message');
	return { child, port: Number(port) };
};

// As the stack starts it.
const startProxy = async (upstream: number): Promise<Started> => {
	const program = ['--max-semi-space-size=1', at('../../../dist/cli.js'), 'ollama-exporter'];
	const child = spawn(process.execPath, program, {
		env: {
			MALLOC_MMAP_THRESHOLD_: '32768',
			MALLOC_TRIM_THRESHOLD_: '65536',
			AIXCL_OLLAMA_LISTEN: '127.0.0.1:0',
			AIXCL_OLLAMA_METRICS_LISTEN: '127.0.0.1:0',
			AIXCL_OLLAMA_UPSTREAM: `http://127.0.0.1:${upstream}`,
		},
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	let text = '';
	for await (const part of child.stderr ?? []) {
		text += part;
		const [, port] = /127\.0\.0\.1:(\d+) for clients/.exec(text) ?? [];
		if (port === undefined) continue;
		child.stderr?.resume();
		return { child, port: Number(port) };
	}
	throw new Error(`the exporter did not start: ${text}`);
};

const statOf = ({ pid }: ChildProcess): readonly string[] =>
	readFileSync(`/proc/${pid}/stat`, 'utf8')
		.replace(/^.*\) /s, '')
		.split(' ');
// Linux counts a hundred ticks a second.
const cpuOf = (child: ChildProcess): number => (Number(statOf(child)[11]) + Number(statOf(child)[12])) / 100;
const peakOf = ({ pid }: ChildProcess): number =>
	Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

const quantile = (values: readonly number[], share: number): number =>
	values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
const middle = (values: readonly number[]): number => median(values) ?? Number.NaN;
const digits = (value: number) => value.toFixed(Math.abs(value) < 10 ? 2 : 0);

type Row = readonly [what: string, direct: string, proxied: string, added: string, budget: string];

const table = (rows: readonly Row[]): string =>
	[['', 'direct', 'through the exporter', 'added', 'budget'], ['---', '--:', '--:', '--:', '--:'], ...rows]
		.map(cells => `| ${cells.join(' | ')} |`)
		.join('\n');

const measureDelays = async (streams: number, runs: number, direct: number, proxied: number): Promise<Row[]> => {
	const found: Record<'direct' | 'proxied', Record<'p50' | 'p99', number[]>> = {
		direct: { p50: [], p99: [] },
		proxied: { p50: [], p99: [] },
	};
	for (let run = 0; run < runs; run++) {
		// In turns, and beginning with the other one each time: what else the machine does falls on both.
		const order = [['direct', direct] as const, ['proxied', proxied] as const];
		for (const [name, port] of run % 2 ? order.toReversed() : order) {
			const values = await delays(port, streams, tokens, gap);
			found[name].p50.push(quantile(values, 0.5));
			found[name].p99.push(quantile(values, 0.99));
		}
	}
	return (['p50', 'p99'] as const).map(which => {
		const added = middle(found.proxied[which].map((value, run) => value - (found.direct[which][run] ?? Number.NaN)));
		const budget = which === 'p50' ? `<= ${streams > 8 ? '1.0' : '0.3'}` : '';
		const what = `ms a token, ${streams} stream${streams > 1 ? 's' : ''}, ${which}`;
		return [what, digits(middle(found.direct[which])), digits(middle(found.proxied[which])), digits(added), budget];
	});
};

const times = async (count: number, work: () => Promise<number>): Promise<number[]> => {
	const values: number[] = [];
	for (let index = 0; index < count; index++) values.push(await work());
	return values;
};

/** Measures the exporter in front of a fake model server, beside a direct connection, and gives a table. */
export const measureProxy = async (runs: number, tell: (text: string) => void): Promise<string> => {
	const upstream = await startUpstream();
	const proxy = await startProxy(upstream.port);
	const children = [upstream.child, proxy.child];
	try {
		const rows: Row[] = [];
		await delays(proxy.port, 8, 200, gap);
		let cost = '';
		for (const streams of [1, 8, 64]) {
			tell(`${streams} stream(s), ${runs} times each`);
			const before = cpuOf(proxy.child);
			rows.push(...(await measureDelays(streams, runs, upstream.port, proxy.port)));
			const used = cpuOf(proxy.child) - before;
			if (streams === 8) cost = digits((used / (streams * tokens * runs)) * 10_000);
		}
		tell('lines a second');
		const rates = { direct: [] as number[], proxied: [] as number[] };
		const before = cpuOf(proxy.child);
		for (let run = 0; run < runs; run++) {
			rates.direct.push(await lineRate(upstream.port, floodLines));
			rates.proxied.push(await lineRate(proxy.port, floodLines));
		}
		const perCpuSecond = (floodLines * runs) / (cpuOf(proxy.child) - before);
		const best = (values: readonly number[]) => Math.max(...values).toFixed(0);
		rows.push(['lines a second, best', best(rates.direct), best(rates.proxied), '', '>= 200000']);
		rows.push(['the same, median', middle(rates.direct).toFixed(0), middle(rates.proxied).toFixed(0), '', '']);
		rows.push(['lines in a second of its CPU', '', perCpuSecond.toFixed(0), '', '']);
		tell('clients that leave');
		const [left, through] = [
			await times(20, () => abortDelay(upstream.port, upstream.port)),
			await times(20, () => abortDelay(proxy.port, upstream.port)),
		];
		rows.push([
			'ms from a client that leaves to Ollama',
			...([digits(middle(left)), digits(middle(through)), digits(middle(through) - middle(left))] as const),
			'',
		]);
		rows.push(['CPU s for 10,000 tokens, 8 streams', '', cost, '', '']);
		tell(`a slow reader: ${slowRate / 1e6} MB/s of ${slowBytes / 1e6} MB`);
		const fresh = await startProxy(upstream.port);
		children.push(fresh.child);
		const idle = peakOf(fresh.child);
		await readSlowly(fresh.port, slowBytes, slowRate);
		rows.push([
			'resident memory at most, slow reader, MiB',
			'',
			digits(peakOf(fresh.child)),
			digits(peakOf(fresh.child) - idle),
			'<= 80',
		]);
		return `${tokens} tokens a stream, one each ${gap} ms; medians of ${runs} runs in turns; ${cpus().length} cores, Node ${process.version}.\n\n${table(rows)}`;
	} finally {
		for (const child of children) child.kill();
	}
};
