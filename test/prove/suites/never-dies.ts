import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRig } from '../../stack/rig.ts';
import { createRandom } from '../../terminal/random.ts';
import type { Outcome, Suite } from '../suite.ts';
import { cases } from './faults/cases.ts';
import { figureOf } from './faults/figures.ts';
import { createPlaces } from './faults/places.ts';
import { tryEach, tryOnAll } from './faults/rounds.ts';
import type { Trial } from './faults/trial.ts';
import { versionsOf } from './faults/versions.ts';

// As many as a small machine runs without waiting for each other.
const atOnce = 6;

const shuffled = <T>(items: readonly T[], below: (limit: number) => number): readonly T[] =>
	items
		.map(item => [below(2 ** 30), item] as const)
		.toSorted(([one], [other]) => one - other)
		.map(([, item]) => item);

const outcomeOf = (done: readonly Trial[], failures: readonly string[], versions: readonly string[]): Outcome => {
	const figures = [
		['well again after', done.map(({ recovered }) => recovered)],
		['a key answered during a fault after', done.flatMap(({ keys }) => keys)],
		['and without one after', done.flatMap(({ usual }) => usual)],
	] as const;
	const told = figures.map(([what, durations]) => figureOf(what, durations));
	return {
		count: done.length + failures.length,
		failures: failures.length,
		detail: [...failures.slice(0, 3).map(failure => failure.split('\n', 1)[0]), ...told].join('; '),
		versions,
	};
};

/** The real program between a real Prometheus and a real engine, by way of a proxy that fails in every way there is. */
export const neverDies: Suite = {
	name: 'faults',
	promise: 'never dies',
	title: `${cases.length} faults of what it asks are told, survived and recovered from`,
	how:
		'dist/aixcl in a pty, a real Prometheus and a real Docker engine behind a proxy of TCP and unix sockets: refuses, hangs, ' +
		'swallows, delays, drips, cuts, resets, half-closes, sends noise, wrong lengths, statuses, redirects, floods, gzip bombs; ' +
		'of one part, of both, of single paths; while it runs, starts, or shows a log; every part frozen by SIGSTOP, Prometheus ' +
		'and the engine killed and started again. During each the screen tells why and when it tries again, what was known gets ' +
		'older, what was not is –, keys are answered; afterwards all is well within 5 s; in the end status 0 and the terminal as it was',
	unit: 'trials',
	full: cases.length * 10,
	short: 8,
	async run(count, seed) {
		const { below } = createRandom(seed);
		const order = shuffled(cases, below);
		const trials = Array.from({ length: count }, (_, index) => order[index % order.length]!);
		const folder = await mkdtemp(join(tmpdir(), 'aixcl-faults-'));
		const done: Trial[] = [];
		try {
			const rig = await startRig({ interval: 1 });
			const places = createPlaces(rig, folder);
			try {
				const round = { rig, places, atOnce: Math.min(atOnce, count), done: (trial: Trial) => void done.push(trial) };
				const alone = trials.filter(({ isOfAll }) => !isOfAll);
				await tryEach(alone, round, () => below(1500));
				for (const fault of cases.filter(({ isOfAll }) => isOfAll))
					await tryOnAll(fault, trials.filter(each => each === fault).length, round);
				await places.leave();
				return outcomeOf(done, places.failures, await versionsOf(rig));
			} finally {
				await places.close();
				await rig.stop();
			}
		} finally {
			await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
		}
	},
};
