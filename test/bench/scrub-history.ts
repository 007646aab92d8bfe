import { hash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprintsOf, ruleGroups } from '../../src/metrics/rules.ts';
import { openMetrics } from '../stack/made-series.ts';
import { cacheFolder, type Parts } from '../stack/parts.ts';
import { runProgram } from '../stack/run-program.ts';
import { scrubSeries } from './scrub-series.ts';

/** A folder of data for a Prometheus, and when it ends: milliseconds since the epoch. */
export type ScrubHistory = { readonly data: string; readonly start: number; readonly end: number };

const step = 15_000;
const day = 86_400_000;
// promtool makes blocks of this length, and reads a file once for each block that it touches.
const blockLength = 18 * 3_600_000;
const version = 2;

const writeBlock = async ({ promtool }: Parts, data: string, span: { start: number; end: number }, begin: number) => {
	const path = join(data, 'samples.txt');
	const file = await open(path, 'w');
	// One at a time: the text of all of them would not fit in memory.
	for (const series of scrubSeries(begin)) await file.write(openMetrics([series], span, step).replace('# EOF\n', ''));
	await file.write('# EOF\n');
	await file.close();
	await runProgram(promtool, [
		'tsdb',
		'create-blocks-from',
		'openmetrics',
		'--quiet',
		'--max-block-duration=18h',
		path,
		data,
	]);
	await rm(path);
};

/**
 * Days of samples every 15 s of one host and thirty containers. Made once, which takes minutes, and kept beside the programs
 * of the rig, outside the clone, until the rules or this file change.
 */
export const scrubHistory = async (parts: Parts, days: number, tell: (text: string) => void): Promise<ScrubHistory> => {
	const folder = join(
		cacheFolder(),
		`history-${days}d-${hash('sha256', `${version} ${ruleGroups.map(fingerprintsOf)}`).slice(0, 8)}`,
	);
	const known = join(folder, 'span.json');
	if (!existsSync(known)) {
		const part = `${folder}.part`;
		await rm(part, { recursive: true, force: true });
		const data = join(part, 'data');
		await mkdir(data, { recursive: true });
		const end = Math.floor(Date.now() / blockLength) * blockLength - step;
		const start = end + step - days * day;
		const first = Math.floor(start / blockLength) * blockLength;
		for (let from = first; from < end; from += blockLength) {
			tell(`making a history of ${days} days: ${Math.round((100 * (from - first)) / (end - first))} %`);
			const span = { start: Math.max(from, start), end: from + blockLength - step };
			await writeBlock(parts, data, span, start);
		}
		await writeFile(join(part, 'span.json'), JSON.stringify({ start, end }));
		await rename(part, folder);
	}
	return { data: join(folder, 'data'), ...(JSON.parse(readFileSync(known, 'utf8')) as { start: number; end: number }) };
};
