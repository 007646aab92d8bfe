import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Child, createChild } from './child.ts';
import { freePort } from './free-port.ts';
import { type MadeSeries, type MadeSpan, openMetrics } from './made-series.ts';
import type { Parts } from './parts.ts';
import { runProgram } from './run-program.ts';

const blockLength = 2 * 3_600_000;

/** Stretches no longer than a block, cut where blocks begin: promtool reads a file once for each block it touches. */
function blocksIn({ start, end }: MadeSpan): readonly MadeSpan[] {
	const first = Math.floor(start / blockLength);
	const count = Math.floor(end / blockLength) - first + 1;
	return Array.from({ length: count }, (_, index) => ({
		start: Math.max(start, (first + index) * blockLength),
		end: Math.min(end, (first + index + 1) * blockLength - 1),
	}));
}

/** Adds samples to a folder of data, as Prometheus itself would have written them; `step` in milliseconds. */
export async function addSamples(
	{ promtool }: Pick<Parts, 'promtool'>,
	data: string,
	{
		series,
		spans,
		step,
	}: { readonly series: readonly MadeSeries[]; readonly spans: readonly MadeSpan[]; readonly step: number },
): Promise<void> {
	await mkdir(data, { recursive: true });
	for (const span of spans.flatMap(blocksIn)) {
		const file = join(data, 'samples.txt');
		await writeFile(file, openMetrics(series, span, step));
		await runProgram(promtool, ['tsdb', 'create-blocks-from', 'openmetrics', '--quiet', file, data]);
		await rm(file);
	}
}

/** Records rules over a past that is there: what a Prometheus with these rules would have recorded then. */
export async function addRecorded(
	{ promtool }: Pick<Parts, 'promtool'>,
	data: string,
	{
		url,
		rules,
		spans,
		step,
	}: { readonly url: string; readonly rules: string; readonly spans: readonly MadeSpan[]; readonly step: number },
): Promise<void> {
	for (const { start, end } of spans) {
		await runProgram(promtool, [
			...[
				'tsdb',
				'create-blocks-from',
				'rules',
				`--url=${url}`,
				`--output-dir=${data}`,
				`--eval-interval=${step / 1000}s`,
			],
			...[`--start=${start / 1000}`, `--end=${end / 1000}`, rules],
		]);
	}
}

/** Starts a real Prometheus on a folder of data, which scrapes nothing and keeps everything. */
export async function startOnData(
	parts: Pick<Parts, 'prometheus'>,
	data: string,
	more: readonly string[] = [],
): Promise<{ readonly child: Child; readonly url: string }> {
	const address = `127.0.0.1:${await freePort()}`;
	const config = join(data, 'nothing.yml');
	await writeFile(config, '{}');
	const child = createChild({
		name: 'prometheus',
		command: parts.prometheus,
		args: [
			`--config.file=${config}`,
			`--storage.tsdb.path=${data}`,
			'--storage.tsdb.retention.time=3650d',
			// Nothing is to be merged while it is measured.
			'--storage.tsdb.min-block-duration=2h',
			'--storage.tsdb.max-block-duration=2h',
			`--web.listen-address=${address}`,
			'--log.level=warn',
			...more,
		],
		folder: data,
		ready: async () => (await fetch(`http://${address}/-/ready`, { signal: AbortSignal.timeout(2000) })).ok,
	});
	await child.start();
	return { child, url: `http://${address}` };
}
