import { fileURLToPath } from 'node:url';
import { createRandom } from '../../terminal/random.ts';
import type { Suite } from '../suite.ts';
import { type Bundle, openBundle } from './faults/bundle.ts';
import { cases } from './faults/cases.ts';
import { prometheusVersion } from './faults/versions.ts';
import { pause } from './hanging/process-figures.ts';
import { falseAges } from './truth/ages.ts';
import { readReport, toldOf, untrue } from './truth/report.ts';
import { startTruth, type TruthServers } from './truth/servers.ts';
import { pairsOn, untrueOn } from './truth/shown.ts';
import { createWorld, type World } from './truth/world.ts';

const hook = fileURLToPath(new URL('truth/skewed.cjs', import.meta.url));
const day = 86_400_000;
// How far the clock of the program is ahead of the servers'.
const skews = [-day, 0, 90_000, day];
const rateWindow = 62_000;
const specials = {
	node_load1: Number.POSITIVE_INFINITY,
	node_load5: Number.NEGATIVE_INFINITY,
	node_load15: Number.NaN,
};
const loadIds = ['host.load1', 'host.load5', 'host.load15'] as const;

type Tally = { count: number; readonly failures: string[] };

/** Counts so many comparisons, and what was found untrue among them. */
const note = (tally: Tally, count: number, found: readonly string[], when: string) => {
	tally.count += count;
	for (const each of found) {
		tally.failures.push(`${when}: ${each}`);
		process.stderr.write(`${tally.failures.at(-1)}\n`);
	}
};

/** Looks again until nothing is untrue, for a while: what was just changed takes its scrape. The last look counts. */
const settled = async (look: () => Promise<readonly string[]>): Promise<readonly string[]> => {
	let found = await look();
	for (const end = performance.now() + 10_000; found.length > 0 && performance.now() < end; found = await look())
		await pause(300);
	return found;
};

const compareNumbers = async (
	tally: Tally,
	{ world, servers, bundle }: { readonly world: World; readonly servers: TruthServers; readonly bundle: Bundle },
	hasRates: boolean,
	when: string,
) => {
	const truths = world.truths.filter(({ isRate }) => hasRates || !isRate);
	const told = await settled(async () => untrue(await readReport(servers, servers.folder), truths));
	note(tally, truths.length, told, `${when}, in the report`);
	const shown = await settled(async () => untrueOn(pairsOn(bundle.screen(), world, hasRates)));
	note(tally, pairsOn(bundle.screen(), world, hasRates).length, shown, `${when}, on the screen`);
};

/** Watches a bundle for so long, four times a second. */
const watchAges = async (
	tally: Tally,
	bundle: Bundle,
	{ world, servers }: { readonly world: World; readonly servers: TruthServers },
	milliseconds: number,
	when: string,
) => {
	for (const end = performance.now() + milliseconds; performance.now() < end; await pause(250))
		note(tally, 1, falseAges(bundle.screen(), Date.now(), world, servers), when);
};

const running = cases.filter(({ isOfAll, moment, name }) => !isOfAll && moment === 'running' && !/gzip|MiB/.test(name));
const ofPrometheus = running.filter(({ name }) => name.startsWith('Prometheus'));
const ofEngine = running.filter(({ name }) => name.includes('engine'));
// Milliseconds of a fault, long enough for an age that is not told to show, and of what is watched after it.
const long = 14_000;
const after = 5000;

/** The numbers of a world of which everything is known, by a real Prometheus and an engine, while they answer and while not. */
export const neverLies: Suite = {
	name: 'truth',
	promise: 'never lies',
	title: 'numbers are true, old ones say how old, unknown ones say so',
	how:
		'A made machine of random figures is scraped each second by a real Prometheus with our rules; an engine in memory has ' +
		'containers of known use. What top --once --json and the screen say equals what is so within 0.5 % (or half of the last ' +
		'digit shown), also after all counters began anew; +Inf, -Inf and NaN are exact; a series that ends is unknown at once. ' +
		'Numbers that count the seconds, and so tell when they were measured, are read off the screen four times a second during ' +
		'faults of Prometheus and the engine: none is more than 8 s older or younger than it claims, with a clock a day behind, a ' +
		'day ahead, and 90 s ahead of the servers. The short form has no rates, which take a minute',
	unit: 'comparisons',
	full: 4000,
	short: 100,
	async run(count, seed) {
		const isShort = count <= this.short;
		const random = createRandom(seed);
		const tally: Tally = { count: 0, failures: [] };
		const begun = Date.now();
		const world = createWorld(random, begun);
		const servers = await startTruth(world, begun);
		const bundles: Bundle[] = [];
		const versions = [await prometheusVersion(servers.prometheusUrl)];
		try {
			for (const ahead of isShort ? skews.slice(0, 1) : skews) {
				const bundle = await openBundle(
					servers,
					servers.folder,
					`NODE_OPTIONS='--require ${hook}' AIXCL_TEST_AHEAD=${ahead}`,
				);
				bundles.push(bundle);
				await bundle.start(/prometheus ●/);
			}
			const place = { world, servers, bundle: bundles[0]! };
			if (!isShort) await pause(begun + rateWindow - Date.now());
			await compareNumbers(tally, place, !isShort, 'at first');
			world.reset();
			await pause(2500);
			await compareNumbers(tally, place, !isShort, 'after all counters began anew');

			const watchAll = () =>
				Promise.all(
					bundles.map(async (bundle, index) => {
						const struck = [random.pick(ofPrometheus), random.pick(ofEngine)];
						const when = `${struck.map(({ name }) => name).join(', ')}, with a clock ${skews[index]! / 1000} s ahead`;
						const whom = { bundle, rig: undefined as never };
						for (const each of struck) await each.begin(whom);
						await watchAges(tally, bundle, { world, servers }, long, when);
						for (const each of struck) await each.end(whom);
						await watchAges(tally, bundle, { world, servers }, after, `after ${when}`);
					}),
				);
			const reserve = 8;
			do await watchAll();
			while (tally.count < count - reserve);

			for (const [name, value] of Object.entries(specials)) world.set(name, value);
			const exact = await settled(async () => {
				const report = await readReport(servers, servers.folder);
				return loadIds
					.map((id, index) => [id, toldOf(report, { id }), Object.values(specials)[index]] as const)
					.filter(([, told, truth]) => !Object.is(told, truth))
					.map(([id, told, truth]) => `${id}: ${told} told, ${truth} in fact`);
			});
			note(tally, 3, exact, 'what is no number');
			const drawn = await settled(async () =>
				/load \+Inf\b/.test(bundles[0]!.screen().text) ? [] : ['no load of +Inf on the screen'],
			);
			note(tally, 1, drawn, 'what is no number');
			for (const name of Object.keys(specials)) world.set(name, undefined);
			const gone = await settled(async () => {
				const report = await readReport(servers, servers.folder);
				return loadIds.filter(id => toldOf(report, { id }) !== undefined).map(id => `${id} is still told`);
			});
			note(tally, 3, gone, 'a series that ended');
			const blank = await settled(async () =>
				/load /.test(bundles[0]!.screen().panel('cpu').lines.at(-1) ?? '') ? ['a load of nothing'] : [],
			);
			note(tally, 1, blank, 'a series that ended');
			for (const bundle of bundles) await bundle.leave();
		} finally {
			for (const bundle of bundles) await bundle.close();
			await servers.close();
		}
		return {
			count: tally.count,
			failures: tally.failures.length,
			detail: tally.failures.slice(0, 3).join('; '),
			versions,
		};
	},
};
