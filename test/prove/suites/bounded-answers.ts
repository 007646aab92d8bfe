import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Suite } from '../suite.ts';
import { type Bundle, openBundle } from './faults/bundle.ts';
import { pause } from './hanging/process-figures.ts';
import { type Large, larges } from './large/answers.ts';
import { costOf } from './large/cost.ts';
import { startPretenders } from './large/pretenders.ts';

const most = 64;

// What was recorded has a clock of its own.
const isWell: Large['shows'] = ({ header, containers }) =>
	/prometheus ● \d+s(?: clock [\w ]+ behind)? {3}docker [\d.]+ ●/.test(header) && containers().size === 9;

/** Lets the bundle have a large answer, and again, for some seconds; MiB that it needed for it. */
const costOfLarge = async (bundle: Bundle, { from, paths, fault, keys = '', shows }: Large, seconds: number) => {
	await bundle.see('all to be well', isWell, 30);
	bundle.press(keys);
	await pause(1000);
	try {
		return await costOf(bundle.pid(), async () => {
			await bundle[from].begin(fault, paths);
			await bundle.see('what is to be said of it', shows, 20);
			await pause(seconds * 1000);
			await bundle.answersKeys();
		});
	} finally {
		await bundle[from].end();
		// Back from the log on the full screen.
		if (keys !== '') bundle.press('q\u001b');
		await bundle.see('all to be well again', isWell, 10);
	}
};

/** A server that answers with far more than makes sense, in few bytes or in many. */
export const boundedAnswers: Suite = {
	name: 'large-answers',
	promise: 'never dies',
	title: `an answer of 1 GiB costs at most ${most} MiB of memory`,
	how:
		'dist/aixcl in a pty before servers that pretend to be Prometheus and an engine, and answer 1 GiB, announced or without end, ' +
		'or a gzip stream that inflates to 1 GiB, to queries, histories, lists, statistics, inspections, events and logs, again and ' +
		'again for 8 s (2 s in short): the most resident memory that the kernel tells of it, less what it had before; the sentence on ' +
		'the screen says that it is too much; afterwards all is well',
	unit: 'answers',
	full: larges.length * 3,
	short: 3,
	async run(count) {
		const seconds = count > this.short ? 8 : 2;
		const folder = await mkdtemp(join(tmpdir(), 'aixcl-large-'));
		const servers = await startPretenders();
		const failures: string[] = [];
		const costs: { readonly name: string; readonly cost: number }[] = [];
		try {
			for (let index = 0; index < count; index++) {
				const large = larges[index % larges.length]!;
				// A heap that has grown once does not grow again: each answer finds a program of its own.
				const bundle = await openBundle(servers, folder);
				let cost = Number.NaN;
				try {
					await bundle.start(/prometheus ●/);
					cost = await costOfLarge(bundle, large, seconds);
					await bundle.leave();
					if (cost > most) failures.push(`${large.name}: ${cost.toFixed(0)} MiB`);
				} catch (error) {
					failures.push(`${large.name}: ${(error as Error).message}`);
					process.stderr.write(`${failures.at(-1)}\n`);
				} finally {
					await bundle.close();
				}
				process.stderr.write(`${large.name}: ${cost.toFixed(0)} MiB\n`);
				costs.push({ name: large.name, cost });
			}
		} finally {
			await servers.close();
			await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
		}
		const worst = costs.filter(({ cost }) => !Number.isNaN(cost)).toSorted((one, other) => other.cost - one.cost)[0];
		return {
			count: costs.length,
			failures: failures.length,
			detail: [
				...failures.slice(0, 3).map(failure => failure.split('\n', 1)[0]),
				`at most ${worst?.cost.toFixed(0)} MiB, where ${worst?.name}`,
			].join('; '),
		};
	},
};
