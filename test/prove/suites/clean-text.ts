import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { clean } from '../../../src/text/clean.ts';
import { cleanLog } from '../../../src/text/log-text.ts';
import type { Suite } from '../suite.ts';

type Part = { readonly count: number; readonly failures: number; readonly examples: readonly string[] };

const runPart = async (count: number, seed: number): Promise<Part> => {
	const worker = new Worker(new URL('clean-worker.ts', import.meta.url), { workerData: { count, seed } });
	const [part] = await once(worker, 'message');
	await worker.terminate();
	return part as Part;
};

// What makes a careless pattern go back over what it has read.
const slowest = [
	'\u001b]',
	'\u001b[',
	'\u001b[1;',
	'\u009b',
	'\u009d',
	'\u001b',
	'\u0301',
	'\u001b[ ',
	'1;',
	'\u001b[1m',
];

const takeLongTexts = () => {
	for (const unit of slowest) {
		const text = `\u001b[${unit.repeat(2 ** 18 / unit.length)}`;
		clean(text, text.length);
		cleanLog(text, text.length);
	}
};

/** The sanitiser and the guard by themselves. */
export const cleanText: Suite = {
	name: 'clean-text',
	promise: 'never obeys data',
	title: 'cleaned text cannot act',
	how:
		'Random texts of whole and broken escape sequences, controls, bidirectional and invisible characters through the ' +
		'sanitiser: nothing forbidden is left, cleaning twice is cleaning once, length and width have their limits, colours of ' +
		'log lines are codes of our own, the guard drops nothing of clean text and passes no control of any other; texts of ' +
		'256 KiB that take a quadratic pattern hours',
	unit: 'texts',
	full: 10_000_000,
	short: 20_000,
	async run(count, seed) {
		takeLongTexts();
		const workers = Math.min(availableParallelism(), Math.ceil(count / 10_000));
		const each = Math.ceil(count / workers);
		const parts = await Promise.all(Array.from({ length: workers }, (_, index) => runPart(each, seed + index)));
		return {
			count: parts.reduce((sum, part) => sum + part.count, 0),
			failures: parts.reduce((sum, part) => sum + part.failures, 0),
			detail: parts
				.flatMap(part => part.examples)
				.slice(0, 3)
				.join('; '),
		};
	},
};
