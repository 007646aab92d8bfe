import { parseArgs } from 'node:util';
import { type Suite, usualSeed } from './suite.ts';

export type ProveOptions = {
	readonly chosen: readonly Suite[];
	readonly isShort: boolean;
	/** Cases of each suite; 0 for as many as its form has. */
	readonly count: number;
	readonly seed: number;
};

export const usage = `npm run prove -- [--only NAME,...] [--short] [--count N] [--seed ${usualSeed}]

Runs the suites that prove the promises and writes what came of them into TRUST.md; rows of suites that were not run keep
what they said, with its date. The status is 1 where a row fails.`;

const numberIn = (text: string, name: string): number => {
	const value = Number(text);
	if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} takes a whole number`);
	return value;
};

/** The options, or undefined where help was asked for. Throws where an option is wrong. */
export const parseOptions = (argv: readonly string[], suites: readonly Suite[]): ProveOptions | undefined => {
	const { values } = parseArgs({
		args: [...argv],
		options: {
			only: { type: 'string', default: '' },
			short: { type: 'boolean', default: false },
			count: { type: 'string', default: '0' },
			seed: { type: 'string', default: String(usualSeed) },
			help: { type: 'boolean', short: 'h', default: false },
		},
	});
	if (values.help) return undefined;
	const names = values.only.split(',').filter(Boolean);
	const unknown = names.find(name => !suites.some(suite => suite.name === name));
	if (unknown !== undefined)
		throw new Error(`There is no suite ${unknown}. There are: ${suites.map(suite => suite.name).join(', ')}`);
	return {
		chosen: suites.filter(suite => names.length === 0 || names.includes(suite.name)),
		isShort: values.short,
		count: numberIn(values.count, 'count'),
		seed: numberIn(values.seed, 'seed'),
	};
};
