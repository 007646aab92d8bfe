import { chmod, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from '../../../src/build/bundle.ts';
import { createRandom } from '../../terminal/random.ts';
import type { Suite } from '../suite.ts';
import { type Sample, soak } from './soaking/soak.ts';

const launcher = fileURLToPath(new URL('../../../src/build/aixcl.sh', import.meta.url));
const mebibyte = 2 ** 20;
/** How much more than after the warm-up may be resident, and on the heap. */
const mostGrowth = 0.1;
const counted = ['descriptors', 'timers', 'resources', 'listeners'] as const;
// What comes and goes with connections and requests under way: some more of them are no leak, hundreds are.
const loose = ['emitters', 'signals'] as const;
const slack = 100;
// Of a short run's few samples, on a busy machine: a connection that is kept, or two, is no leak yet.
const keptConnections = 2;

const median = (numbers: readonly number[]) => [...numbers].sort((one, other) => one - other)[numbers.length >> 1]!;
const least = (samples: readonly Sample[], name: keyof Sample) => Math.min(...samples.map(each => each[name]));
const most = (samples: readonly Sample[], name: keyof Sample) => Math.max(...samples.map(each => each[name]));

/** What of the last samples is more than of those after the warm-up, in words; and the figures. */
const judge = (samples: readonly Sample[], isMeasured: boolean) => {
	const part = Math.max(2, Math.floor(samples.length / 4));
	// The first one is the start, before anything was looked at.
	const early = samples.slice(1, 1 + part);
	const late = samples.slice(-part);
	const growth = (name: 'rss' | 'heap') =>
		median(late.map(each => each[name])) / median(early.map(each => each[name])) - 1;
	const memory = (['rss', 'heap'] as const).filter(name => isMeasured && growth(name) > mostGrowth);
	const allowed = (name: keyof Sample) => (name === 'descriptors' && !isMeasured ? keptConnections : 0);
	const more = counted.filter(name => least(late, name) > most(early, name) + allowed(name));
	const piled = loose.filter(name => least(late, name) > most(early, name) + slack);
	const told = (name: keyof Sample) => `${name} ${most(early, name)} -> ${least(late, name)}`;
	const percent = (name: 'rss' | 'heap') =>
		`${name} ${(median(early.map(each => each[name])) / mebibyte).toFixed(1)} -> ${(median(late.map(each => each[name])) / mebibyte).toFixed(1)} MiB (${(growth(name) * 100).toFixed(1)} %)`;
	return {
		wrong: [...memory.map(percent), ...[...more, ...piled].map(told)],
		figures: [percent('rss'), percent('heap'), ...[...counted, ...loose].map(told)].join(', '),
	};
};

/** A day of refreshes, with everything going wrong in between, leaves nothing behind. */
export const noLeaks: Suite = {
	name: 'no-leaks',
	promise: 'never leaks',
	title: 'a day of refreshes leaves neither memory nor descriptors, listeners or timers behind',
	how:
		'The screen of aixcl top in a pty, built with an interval of 10 ms that no setting allows (43,200 refreshes are a day at 2 s), ' +
		'between an engine and a Prometheus that speak the recorded formats: servers that refuse, cut, hang and answer nonsense, ' +
		'containers that come and go, every panel, log and dialog opened and closed, resizes. At rest, after a collection of garbage, ' +
		'the last quarter of the samples against the first after the warm-up: at most 10 % more memory, no more ' +
		'descriptors, timers, active resources, and listeners on what lives all the time; at most 100 more emitters and signals',
	unit: 'refreshes',
	full: 43_200,
	short: 400,
	minutes: 80,
	async run(count, seed) {
		const isMeasured = count > this.short;
		const home = await mkdtemp(join(tmpdir(), 'aixcl-soaking-'));
		try {
			await bundle({
				entry: 'test/prove/suites/soaking/main.ts',
				outfile: join(home, 'cli.js'),
				without: ['meow', 'prom-client'],
			});
			const program = join(home, 'aixcl');
			await copyFile(launcher, program);
			await chmod(program, 0o755);
			const samples = isMeasured ? 24 : 4;
			const found = await soak({ home, program, random: createRandom(seed), refreshes: count, samples });
			const { wrong, figures } = judge(found.samples, isMeasured);
			return {
				count: found.refreshes,
				failures: wrong.length,
				detail: [...wrong, `${found.faults} faults; ${figures}`].join('; '),
			};
		} finally {
			await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
		}
	},
};
