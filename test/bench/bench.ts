import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureAll } from './measure-all.ts';
import { type BenchOptions, interval, parseOptions, usage } from './options.ts';
import { overBudget } from './over-budget.ts';
import { choosePrograms } from './programs.ts';
import { measureProxy } from './proxy/proxy.ts';
import { tableRows } from './rows.ts';
import { measureScrub } from './scrub.ts';
import { findSurroundings } from './surroundings.ts';
import { tableOf } from './table.ts';
import { columns, rows } from './terminal.ts';

const tell = (text: string) => process.stderr.write(`${text}\n`);

const run = async (options: BenchOptions) => {
	tell('starting the real parts');
	const surroundings = await findSurroundings({ needsUnruled: options.wants('sources') });
	const home = await mkdtemp(join(tmpdir(), 'aixcl-bench-'));
	try {
		const programs = choosePrograms(options, surroundings, home);
		const figures = await measureAll({ options, programs, surroundings, tell });
		const table = tableOf(tableRows, figures);
		console.log(
			`${columns}x${rows}, a refresh in ${interval} s, ${options.seconds} s of steady state, medians of ${options.runs} run(s) and ${options.runs + options.starts} starts; ` +
				`Node ${process.version}, ${cpus().length} cores; ${surroundings.what}.\n\n${table}`,
		);
		const over = overBudget(tableRows, figures);
		if (over.length > 0) console.log(`\nOver budget:\n${over.map(line => `- ${line}`).join('\n')}`);
		return over.length === 0;
	} finally {
		await rm(home, { recursive: true, force: true });
		await surroundings.stop();
	}
};

const chosen = () => {
	try {
		return parseOptions(process.argv.slice(2));
	} catch (error) {
		tell(`${(error as Error).message}\n\n${usage}`);
		process.exit(2);
	}
};

const options = chosen();
if (options?.isProxy) {
	const { report, over } = await measureProxy(options.runs, tell);
	console.log(report);
	for (const figure of over) tell(figure);
	if (over.length > 0) process.exitCode = 1;
} else if (options && options.scrubDays > 0) console.log(await measureScrub(options.scrubDays, tell));
else if (options) process.exitCode = (await run(options)) ? 0 : 1;
else console.log(usage);
// The pty library keeps the process for a while after its last program has ended.
process.exit();
