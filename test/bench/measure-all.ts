import { measureBareMemory, measureBareStart } from './bare-node.ts';
import { type Figure, type Figures, mediansOf } from './figures.ts';
import { measureEngineFlood, measurePacedFlood } from './floods.ts';
import { measureKeys, measureTable } from './keys.ts';
import { measureLogRates } from './log-rates.ts';
import type { BenchOptions } from './options.ts';
import { findProcess } from './processes.ts';
import { isOurs } from './programs.ts';
import { findSights } from './sights.ts';
import { measureSources } from './sources.ts';
import { measureStart, type Sights, watchStart } from './start-up.ts';
import { measureIdle, measureSteady } from './steady.ts';
import type { Surroundings } from './surroundings.ts';
import type { Column } from './table.ts';
import { type Program, runInTerminal } from './terminal.ts';

export type Plan = {
	readonly options: BenchOptions;
	readonly programs: readonly Program[];
	readonly surroundings: Surroundings;
	/** Told what is being done. */
	readonly tell: (text: string) => void;
};

const warmUp = 3000;
const idleSeconds = 8;
const floodSeconds = 60;

const measureWhole = async (
	program: Program,
	{ sights, seconds, engine }: { sights: Sights | undefined; seconds: number; engine: number | undefined },
): Promise<Figures> => {
	const terminal = runInTerminal(program);
	try {
		const start = await watchStart(terminal, sights);
		while (terminal.now() < warmUp) await terminal.output(warmUp - terminal.now());
		const steady = await measureSteady(terminal, seconds, engine);
		// Where there is nothing to move through, the next refresh would be taken for the answer to a key.
		const isMovable = sights === undefined || start.firstName !== undefined;
		const keys = isMovable ? await measureKeys(terminal, program, steady.bytesPerSecond ?? 0) : {};
		const table = isMovable && program.isOfFakes ? await measureTable(terminal) : {};
		return { ...start, ...steady, ...keys, ...table };
	} finally {
		await terminal.stop();
	}
};

/** Measures every program in turns, and the sources; a column each, that of a Node that does nothing first. */
export const measureAll = async ({ options, programs, surroundings, tell }: Plan): Promise<readonly Column[]> => {
	const { seconds, runs, starts, wants } = options;
	const { dockerHost } = surroundings;
	const hosts = new Set(programs.map(({ env }) => env.DOCKER_HOST));
	const sights = new Map(await Promise.all([...hosts].map(async host => [host, await findSights(host)] as const)));
	const engine = dockerHost && findProcess('dockerd', dockerHost);
	const bare: Figures[] = [];
	const found = new Map<Program, Figures[]>(programs.map(program => [program, []]));
	const seen = (program: Program) => (isOurs(program) ? sights.get(program.env.DOCKER_HOST) : undefined);

	for (let turn = 0; turn < starts; turn++) {
		tell(`start ${turn + 1} of ${starts}`);
		bare.push(await measureBareStart(process.execPath));
		for (const [program, results] of found) results.push(await measureStart(program, seen(program)));
	}
	let idle: number | undefined;
	if (engine && programs.some(isOurs)) {
		tell(`the engine alone, ${idleSeconds} s`);
		idle = await measureIdle(engine, idleSeconds);
	}
	for (let turn = 0; turn < runs; turn++) {
		bare.push({ ...(await measureBareStart(process.execPath)), ...(await measureBareMemory(process.execPath)) });
		for (const [program, results] of found) {
			tell(`${program.name}, run ${turn + 1} of ${runs}: ${seconds} s and 20 keys`);
			const watched = isOurs(program) && program.env.DOCKER_HOST === dockerHost ? engine : undefined;
			results.push(await measureWhole(program, { sights: seen(program), seconds, engine: watched || undefined }));
		}
	}
	if (wants('sources')) tell('the sources');
	const sources = wants('sources') ? await measureSources(surroundings) : {};

	const flooded = programs.find(isOurs);
	let logs: Figures = {};
	if (wants('logs')) {
		tell('logs, and two minutes of a log in flood');
		const { docker } = surroundings;
		const flood =
			docker && dockerHost && flooded ? await measureEngineFlood(flooded, docker, dockerHost, floodSeconds) : {};
		const paced = flooded ? await measurePacedFlood(flooded, floodSeconds) : {};
		logs = { ...measureLogRates(), ...flood, ...paced };
	}

	const bareFigures = mediansOf(bare);
	const columnOf = (program: Program, figures: Figures): Column => ({
		name: program.name,
		figures: {
			...figures,
			...(program.name === 'prometheus' ? sources : {}),
			...(program === flooded ? logs : {}),
			firstFrameRatio: ratio(figures.firstFrame, bareFigures.firstFrame),
			engineCpu: figures.engineCpu === undefined || idle === undefined ? undefined : figures.engineCpu - idle,
		},
	});
	const columns = withRatios([...found].map(([program, results]) => columnOf(program, mediansOf(results))));
	const isLost = wants('sources') && !columns.some(({ name }) => name === 'prometheus');
	return [
		{ name: '`node -e 0`', figures: bareFigures },
		...(isLost ? [{ name: 'prometheus', figures: sources }] : []),
		...columns,
	];
};

/** What a thousand containers cost, as a multiple of what ten do in the same run. */
const withRatios = (columns: readonly Column[]): readonly Column[] => {
	const few = columns.find(({ name }) => name === 'few')?.figures;
	return columns.map(column => {
		if (column.name !== 'many' || !few) return column;
		const to = (figure: Figure) => ratio(column.figures[figure], few[figure]);
		const ratios = {
			...{ keyRatio: to('keyMedian'), sortRatio: to('sortMedian'), filterRatio: to('filterMedian') },
			...{ cpuRatio: to('cpu'), rssRatio: to('rss') },
		};
		return { ...column, figures: { ...column.figures, ...ratios } };
	});
};

const ratio = (value: number | undefined, unit: number | undefined): number | undefined =>
	value === undefined || unit === undefined ? undefined : value / unit;
