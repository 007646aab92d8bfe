import { createRandom } from '../../terminal/random.ts';
import type { Suite } from '../suite.ts';
import { documents } from './fields/documents.ts';
import { payloads } from './fields/payloads.ts';
import { printCases, runPrintCases } from './fields/print-cases.ts';
import { readCases, runReadCases } from './fields/read-cases.ts';
import { runScreenCases, screens } from './fields/screen-cases.ts';

const full = readCases + printCases + payloads.length * screens;
const places = Object.values(documents).reduce((sum, document) => sum + document.places.length, 0);

/** So much of all indices as is asked for, chosen by chance but in their order; all of them where it is everything. */
const part = (all: number, share: number, seed: number): readonly number[] => {
	const random = createRandom(seed);
	const count = Math.min(all, Math.ceil(all * share));
	if (count === all) return [...Array(all).keys()];
	return Array.from({ length: count }, (_, index) => {
		const [from, to] = [index, index + 1].map(edge => Math.floor((edge * all) / count));
		return from! + random.below(Math.max(1, to! - from!));
	});
};

/** Every field that is read, with every payload. */
export const fields: Suite = {
	name: 'fields',
	promise: 'never obeys data',
	title: 'no field of any answer brings anything with it',
	how:
		`${payloads.length} payloads (escape sequences, controls, broken UTF-8, halves of pairs, bidirectional and invisible ` +
		`characters, 100 kB) in each of ${places} strings, names of keys too, of what a real engine, Prometheus and ` +
		'Alertmanager said (of Ollama in its form): through the adapters, whose results hold clean text only, in every name and ' +
		'value; all of them in each field that top --once, --json, --csv, status and logs print; each in all fields at once on ' +
		`${screens} views of aixcl top in a pty, built so that only the sanitiser is between them and the terminal: no effect`,
	unit: 'cases',
	full,
	short: 2_000,
	async run(count, seed) {
		const share = count / full;
		const [read, printed] = [part(readCases, share, seed), part(printCases, share, seed + 1)];
		const shown = part(payloads.length, share, seed + 2);
		const failures = [
			...(await runReadCases(read)),
			...(await runPrintCases(printed)),
			...(await runScreenCases(shown)),
		];
		return {
			count: read.length + printed.length + shown.length * screens,
			failures: failures.length,
			detail: failures.slice(0, 5).join('; '),
		};
	},
};
