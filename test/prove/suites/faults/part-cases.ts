import { PART_NAMES, type PartAction, type PartName } from '../../../stack/part-control.ts';
import type { Bundle } from './bundle.ts';
import type { Case } from './case.ts';
import { seesEngineLost, seesPrometheusLost } from './seen.ts';

const late = /did not answer within 3 s/;

const seesTargetDown = (job: string, isGone: (bundle: Bundle) => boolean) => async (bundle: Bundle) => {
	await bundle.see(`${job} to be called down`, ({ header }) => header.includes(`${job} down ▲`));
	await bundle.see(`no number of ${job}`, () => isGone(bundle));
};
const hasNoCpu = ({ screen }: Bundle) => screen().panel('cpu').title === '1 CPU –';
const hasNoDatabase = ({ screen }: Bundle) => Number.isNaN(screen().fact('postgres', 'connections'));

/** What a frozen part does to the screen. */
const frozen: Readonly<Record<PartName, Case['sees']>> = {
	prometheus: (bundle, isKnown) => seesPrometheusLost(bundle, late, isKnown),
	engine: (bundle, isKnown) => seesEngineLost(bundle, late, isKnown),
	nodeExporter: seesTargetDown('node', hasNoCpu),
	postgres: seesTargetDown('postgres', hasNoDatabase),
	postgresExporter: seesTargetDown('postgres', hasNoDatabase),
};

const partCase = (
	part: PartName,
	[what, harm, mend]: readonly [string, PartAction, PartAction],
	sees = frozen[part],
): Case => ({
	name: `${part} ${what}`,
	moment: 'running',
	isOfAll: true,
	begin: ({ rig }) => rig[part][harm](),
	end: ({ rig }) => rig[part][mend](),
	sees,
});

const killed = ['killed and started again', 'kill', 'start'] as const;

/** The real programs themselves: each frozen by SIGSTOP, the two that are asked killed, and one that ends in good order. */
export const partCases: readonly Case[] = [
	...PART_NAMES.map(part => partCase(part, ['frozen', 'pause', 'resume'])),
	partCase('prometheus', killed, (bundle, isKnown) =>
		seesPrometheusLost(bundle, /refused|cut the connection/, isKnown),
	),
	partCase('engine', killed, (bundle, isKnown) => seesEngineLost(bundle, /engine/, isKnown)),
	partCase('engine', ['ended and started again', 'stop', 'start'], (bundle, isKnown) =>
		seesEngineLost(bundle, /engine/, isKnown),
	),
];
