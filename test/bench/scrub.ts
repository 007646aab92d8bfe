import { cpus } from 'node:os';
import { type ChartName, chartNames } from '../../src/metrics/charts.ts';
import type { Window } from '../../src/metrics/history.ts';
import { windows } from '../../src/metrics/window.ts';
import { createPrometheusSource } from '../../src/sources/prometheus.ts';
import type { Source } from '../../src/sources/source.ts';
import { readUsual } from '../../src/sources/usual.ts';
import { drawnIn } from '../../src/ui/charts/drawn.ts';
import { startOnData } from '../stack/made-past.ts';
import { startMaskingProxy } from '../stack/masking-proxy.ts';
import { findParts } from '../stack/parts.ts';
import { createRandom } from '../terminal/random.ts';
import { evaluationTime } from './evaluation-time.ts';
import { serverCpu } from './prometheus-cost.ts';
import { type ScrubHistory, scrubHistory } from './scrub-history.ts';
import { scrubContainer } from './scrub-series.ts';
import { median, percentile95 } from './statistics.ts';

const { signal } = new AbortController();
const times = 20;
const warmUp = 5;

/** What one question costs: milliseconds until it is answered, of evaluation as Prometheus tells it, and of its CPU. */
type Cost = {
	readonly what: string;
	readonly median: number;
	readonly p95: number;
	readonly evaluated: number;
	readonly cpu: number;
	readonly budget: string;
};

type Question = {
	readonly what: string;
	readonly budget?: string;
	/** Where the moments lie, from the end of the history: milliseconds. */
	readonly within: number;
	readonly ask: (source: Source, at: number) => Promise<unknown>;
};

/** Asks from a source that remembers nothing of what was asked before, at moments that are the same at every run. */
const measure = async (
	url: string,
	{ end }: ScrubHistory,
	{ what, budget = '', within, ask }: Question,
): Promise<Cost> => {
	const random = createRandom(7);
	const moment = () => end - 120_000 - random.below(within);
	const timed = async (address: string, at: number) => {
		const source = createPrometheusSource({ url: address, thisHostName: 'box', now: () => end });
		const from = performance.now();
		await ask(source, at);
		source.close();
		return performance.now() - from;
	};
	const evaluated: number[] = [];
	for (let index = 0; index < warmUp; index++) {
		// What is asked is heard on its way, and asked again with the question how long it took.
		await using proxy = await startMaskingProxy(url, () => false);
		await timed(proxy.url, moment());
		evaluated.push(await evaluationTime(url, proxy.asked));
	}
	const taken: number[] = [];
	const before = (await serverCpu(url)) ?? Number.NaN;
	for (let index = 0; index < times; index++) taken.push(await timed(url, moment()));
	const used = ((await serverCpu(url)) ?? Number.NaN) - before;
	return {
		what,
		budget,
		median: median(taken) ?? Number.NaN,
		p95: percentile95(taken) ?? Number.NaN,
		evaluated: median(evaluated) ?? Number.NaN,
		cpu: used / times,
	};
};

const hour = 3_600_000;
const hours = (count: number) => count * hour;

/** What a panel asks for on its full screen, or a container's charts do. */
const readPanel = (source: Source, chart: ChartName, window: Window) => {
	const { ids, ...drawn } = drawnIn(chart, 40);
	return source.range(ids, window, signal, chart === 'containers' ? { ...drawn, containers: [scrubContainer] } : drawn);
};

const questions = (days: number): readonly Question[] => [
	{
		what: 'a step: everything at another instant',
		budget: '100 ms',
		within: days * 20 * hour,
		ask: (source, at) => source.read(signal, { at }),
	},
	{ what: 'its alerts', within: days * 20 * hour, ask: (source, at) => source.alerts(signal, { at }) },
	...windows.map(
		({ name, span, step }): Question => ({
			what: `${name} of CPU`,
			within: hours(6),
			ask: (source, at) => source.range(['host.cpu.ratio'], { end: at, span, step }, signal),
			...(name === '30d' && { budget: '20 ms evaluated' }),
		}),
	),
	...windows.map(
		({ name, span, step }): Question => ({
			what: `${name} of what all full screens draw, a container's too, ${chartNames.length} queries`,
			within: hours(6),
			ask: (source, at) => Promise.all(chartNames.map(chart => readPanel(source, chart, { end: at, span, step }))),
		}),
	),
	...(['cpu', 'io', 'containers'] as const).map(
		(chart): Question => ({
			what: `30d of the charts of ${chart} alone`,
			within: hours(6),
			ask: (source, at) => readPanel(source, chart, { ...windows.at(-1)!, end: at }),
		}),
	),
	...windows.map(
		({ name, span }): Question => ({
			what: `what happened in ${name}`,
			within: hours(6),
			ask: (source, at) => source.events({ end: at, span }, signal),
		}),
	),
	{ what: 'what is usual at that hour', within: hours(24), ask: (source, at) => readUsual(source, at, signal) },
	{ what: 'how far it reaches', within: hours(1), ask: source => source.reach(signal) },
];

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

/** Measures what looking at the past costs, on thirty days of samples every 15 s, and gives a table. */
export const measureScrub = async (days: number, tell: (text: string) => void): Promise<string> => {
	const { parts, missing } = findParts();
	if (!parts) throw new Error(missing);
	const history = await scrubHistory(parts, days, tell);
	const { child, url } = await startOnData(parts, history.data);
	const proxy = await startMaskingProxy(url, () => true);
	try {
		const costs: Cost[] = [];
		const add = async (address: string, question: Question) => {
			tell(question.what);
			costs.push(await measure(address, history, question));
		};
		for (const question of questions(days)) await add(url, question);
		const month = windows.at(-1)!;
		await add(proxy.url, {
			what: '30d of CPU without our rules, which are looked for first',
			within: hours(6),
			ask: (source, at) => source.range(['host.cpu.ratio'], { ...month, end: at }, signal),
		});
		const number = (value: number) => value.toFixed(value < 10 ? 1 : 0);
		return [
			`${days} days of samples every 15 s, one host of 8 cores and 30 containers; ${times} times each, at random moments; ${cpus().length} cores, Node ${process.version}.\n`,
			line(['asked for', 'median ms', '95 % ms', 'evaluated, ms', 'CPU of Prometheus, ms', 'budget']),
			line(['---', '---', '---', '---', '---', '---']),
			...costs.map(({ what, median: middle, p95, evaluated, cpu, budget }) =>
				line([what, number(middle), number(p95), number(evaluated), number(cpu), budget]),
			),
		].join('\n');
	} finally {
		await proxy[Symbol.asyncDispose]();
		await child.stop();
	}
};
