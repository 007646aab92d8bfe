import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** What a person may choose about a benchmark. */
export type BenchOptions = {
	/** Seconds of steady state of each program. */
	readonly seconds: number;
	/** Steady states of each program, taken in turns; the table shows medians. */
	readonly runs: number;
	/** Further starts of each program, taken in turns, for the start-up figures alone. */
	readonly starts: number;
	/** Whether a part with this name is to be measured. */
	readonly wants: (name: string) => boolean;
	/** The launcher to measure. */
	readonly program: string;
	/** Days of a made history to measure the past on, and nothing else; 0 is not. */
	readonly scrubDays: number;
	/** Whether to measure the Ollama exporter, and nothing else. */
	readonly isProxy: boolean;
};

/** Seconds between two refreshes of every program that is measured. */
export const interval = 2;

export const usage = `npm run bench -- [--seconds 20] [--runs 1] [--starts 4] [--only NAME,...] [--program dist/aixcl]
npm run bench -- --scrub [--days 30]
npm run bench -- --proxy [--runs 5]

Measures what \`aixcl top\` costs in a terminal of 120x40 at a refresh of ${interval} s, and prints one table.
Names: prometheus, local, htop, btop (where installed), few and many (10 and 1,000 containers of a fake engine), sources (one
refresh, asked of Prometheus and the engine), logs (how fast they are taken apart, and a minute of 50,000 lines a second).
Uses AIXCL_PROMETHEUS_URL and DOCKER_HOST where both are set, else a rig of its own (test/stack).
--scrub measures instead what looking at the past costs, on a made history, which takes minutes to make and is kept.
--proxy measures instead what \`aixcl ollama-exporter\` adds to a direct connection to a fake model server.
Ends with status 1 where one of our figures is over its budget; anything else that runs on the machine shows in the
figures, and is in the last row.`;

const built = fileURLToPath(new URL('../../dist/aixcl', import.meta.url));

const numberIn = (text: string, name: string, least: number): number => {
	const value = Number(text);
	if (!Number.isFinite(value) || value < least) throw new Error(`--${name} takes a number from ${least} up`);
	return value;
};

/** The options, or undefined where help was asked for. Throws where an option is wrong. */
export const parseOptions = (argv: readonly string[]): BenchOptions | undefined => {
	const { values } = parseArgs({
		args: [...argv],
		options: {
			seconds: { type: 'string', default: '20' },
			runs: { type: 'string', default: '1' },
			starts: { type: 'string', default: '4' },
			only: { type: 'string', default: '' },
			program: { type: 'string', default: built },
			scrub: { type: 'boolean', default: false },
			proxy: { type: 'boolean', default: false },
			days: { type: 'string', default: '30' },
			help: { type: 'boolean', short: 'h', default: false },
		},
	});
	if (values.help) return undefined;
	const only = new Set(values.only.split(',').filter(Boolean));
	return {
		seconds: numberIn(values.seconds, 'seconds', interval),
		runs: Math.floor(numberIn(values.runs, 'runs', 1)),
		starts: Math.floor(numberIn(values.starts, 'starts', 0)),
		wants: name => only.size === 0 || only.has(name),
		program: values.program,
		isProxy: values.proxy,
		scrubDays: values.scrub ? numberIn(values.days, 'days', 1) : 0,
	};
};
