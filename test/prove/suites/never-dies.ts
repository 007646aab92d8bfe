import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Rig, startRig } from '../../stack/rig.ts';
import { createRandom } from '../../terminal/random.ts';
import type { Suite } from '../suite.ts';
import { type Bundle, openBundle } from './faults/bundle.ts';
import type { Case } from './faults/case.ts';
import { cases } from './faults/cases.ts';
import { figureOf } from './faults/figures.ts';
import { live, prepare, recover, type Trial, tryFault } from './faults/trial.ts';
import { versionsOf } from './faults/versions.ts';

// As many as a small machine runs without waiting for each other.
const atOnce = 6;

const shuffled = <T>(items: readonly T[], below: (limit: number) => number): readonly T[] =>
	items
		.map(item => [below(2 ** 30), item] as const)
		.toSorted(([one], [other]) => one - other)
		.map(([, item]) => item);

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
		const failures: string[] = [];
		const done: Trial[] = [];
		const failed = (fault: Case, error: unknown) =>
			failures.push(`${fault.name} while ${fault.moment}: ${(error as Error).message}`);
		const bundles = new Map<number, Bundle>();
		let rig: Rig | undefined;
		let versions: readonly string[] = [];
		const bundleOf = async (place: number) => {
			const bundle = bundles.get(place) ?? (await openBundle(rig!, folder));
			bundles.set(place, bundle);
			return bundle;
		};
		const discard = async (place: number) => {
			await bundles.get(place)?.close();
			bundles.delete(place);
		};
		const attempt = async (place: number, fault: Case, work: (bundle: Bundle) => Promise<void>) => {
			try {
				await work(await bundleOf(place));
			} catch (error) {
				failed(fault, error);
				process.stderr.write(`${failures.at(-1)}\n`);
				await discard(place);
			}
		};
		try {
			rig = await startRig({ interval: 1 });
			versions = await versionsOf(rig);
			const places = Array.from({ length: Math.min(atOnce, count) }, (_, place) => place);
			const queue = trials.filter(({ isOfAll }) => !isOfAll);
			const work = async (place: number) => {
				for (let fault = queue.shift(); fault; fault = queue.shift()) {
					const each = fault;
					await attempt(place, each, async bundle => {
						done.push(await tryFault(each, { bundle, rig: rig! }, below(1500)));
					});
				}
			};
			await Promise.all(places.map(work));
			for (const fault of cases.filter(({ isOfAll }) => isOfAll)) {
				for (let left = trials.filter(each => each === fault).length; left > 0; left -= places.length) {
					const used = places.slice(0, left);
					const usual = new Map<number, readonly number[]>();
					await Promise.all(
						used.map(place =>
							attempt(place, fault, async bundle => void usual.set(place, await prepare(fault, { bundle, rig: rig! }))),
						),
					);
					const keys = new Map<number, readonly number[]>();
					await fault.begin({ rig, bundle: await bundleOf(0) });
					await Promise.all(
						[...usual.keys()].map(place =>
							attempt(place, fault, async bundle => void keys.set(place, await live(fault, { bundle, rig: rig! }))),
						),
					);
					await fault.end({ rig, bundle: await bundleOf(0) });
					await Promise.all(
						[...keys].map(([place, answered]) =>
							attempt(place, fault, async bundle => {
								done.push({
									usual: usual.get(place)!,
									keys: answered,
									recovered: await recover(fault, { bundle, rig: rig! }),
								});
							}),
						),
					);
				}
			}
			for (const [place, bundle] of bundles)
				await bundle.leave().catch((error: Error) => failures.push(`bundle ${place} at its end: ${error.message}`));
		} finally {
			for (const place of bundles.keys()) await discard(place);
			await rig?.stop();
			await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
		}
		const told = [
			figureOf(
				'well again after',
				done.map(({ recovered }) => recovered),
			),
			figureOf(
				'a key answered during a fault after',
				done.flatMap(({ keys }) => keys),
			),
			figureOf(
				'and without one after',
				done.flatMap(({ usual }) => usual),
			),
		];
		return {
			count: done.length + failures.length,
			failures: failures.length,
			detail: [...failures.slice(0, 3).map(failure => failure.split('\n', 1)[0]), ...told].join('; '),
			versions,
		};
	},
};
