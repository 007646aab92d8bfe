import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { documentOf } from './document.ts';
import { countFor, findingOf, findingOfError } from './find.ts';
import { type ProveOptions, parseOptions, usage } from './options.ts';
import { runSuite } from './run-suite.ts';
import { type Suite, usualSeed } from './suite.ts';
import { suites } from './suites.ts';
import { allRows, type Row, rowOf, rowsIn } from './table.ts';
import { ownVersions } from './versions.ts';

const file = fileURLToPath(new URL('../../TRUST.md', import.meta.url));
const usualMinutes = 60;
const tell = (text: string) => process.stderr.write(`${text}\n`);

const prove = async (options: ProveOptions): Promise<boolean> => {
	const own = ownVersions();
	const date = new Date().toISOString().slice(0, 10);
	const rows = new Map<string, Row>();
	const started = performance.now();
	let isAllGood = true;
	const runOne = async (suite: Suite) => {
		const count = countFor(suite, options);
		tell(`${suite.name}: ${count} ${suite.unit}, seed ${options.seed}`);
		const began = performance.now();
		const { name, minutes = usualMinutes } = suite;
		const run = { name, count, seed: options.seed, limit: minutes * 60_000 };
		const outcome = await runSuite(run).catch((error: unknown) => ({ error }));
		const finding = 'error' in outcome ? findingOfError(outcome.error) : findingOf(outcome, count);
		const versions = 'error' in outcome ? [] : (outcome.versions ?? []);
		rows.set(suite.name, rowOf(suite, finding, [own, ...versions].join(', '), date));
		isAllGood &&= finding.isGood;
		tell(`${suite.name}: ${finding.result} (${Math.round((performance.now() - began) / 1000)} s)`);
	};
	const queue = options.chosen.filter(suite => !suite.isAlone);
	const work = async () => {
		for (let suite = queue.shift(); suite; suite = queue.shift()) await runOne(suite);
	};
	await Promise.all(Array.from({ length: availableParallelism() }, work));
	for (const suite of options.chosen.filter(each => each.isAlone)) await runOne(suite);
	tell(`all of it: ${((performance.now() - started) / 60_000).toFixed(1)} minutes`);
	const before = rowsIn(await readFile(file, 'utf8').catch(() => ''));
	await writeFile(file, documentOf(allRows(suites, rows, before), usualSeed));
	return isAllGood;
};

const chosen = () => {
	try {
		return parseOptions(process.argv.slice(2), suites);
	} catch (error) {
		tell(`${(error as Error).message}\n\n${usage}`);
		process.exit(2);
	}
};

const options = chosen();
if (!options) console.log(usage);
else if (!(await prove(options))) process.exitCode = 1;
