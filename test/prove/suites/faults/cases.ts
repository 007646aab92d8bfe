import { cutsAfter, resetsAfter } from '../../../support/faults/cut.ts';
import type { Fault } from '../../../support/faults/fault.ts';
import { hangs } from '../../../support/faults/silent.ts';
import { delays } from '../../../support/faults/slow.ts';
import { answersNoise, refusesWith } from '../../../support/faults/wrong.ts';
import type { Bundle } from './bundle.ts';
import type { Case, Moment } from './case.ts';
import { absent, type Kind, kinds } from './kinds.ts';
import { partCases } from './part-cases.ts';
import { isWell, seesEngineLost, seesPrometheusLost } from './seen.ts';

const ofPrometheus = ({ fault, prometheus: reason }: Kind, moment: Moment = 'running'): Case => ({
	name: `Prometheus ${fault.name}`,
	moment,
	begin: ({ bundle }) => bundle.prometheus.begin(fault),
	end: ({ bundle }) => bundle.prometheus.end(),
	sees: (bundle, isKnown) => seesPrometheusLost(bundle, reason, isKnown),
});

const ofEngine = ({ fault, engine: reason }: Kind, moment: Moment = 'running'): Case => ({
	name: `the engine ${fault.name}`,
	moment,
	begin: ({ bundle }) => bundle.engine.begin(fault),
	end: ({ bundle }) => bundle.engine.end(),
	sees: (bundle, isKnown) => seesEngineLost(bundle, reason, isKnown),
});

const ofBoth = (kind: Kind, moment: Moment = 'running'): Case => {
	const [one, other] = [ofPrometheus(kind, moment), ofEngine(kind, moment)];
	return {
		name: `both: ${kind.fault.name}`,
		moment,
		begin: async struck => void (await Promise.all([one.begin(struck), other.begin(struck)])),
		end: async struck => void (await Promise.all([one.end(struck), other.end(struck)])),
		async sees(bundle, isKnown) {
			await one.sees(bundle, isKnown);
			await other.sees(bundle, isKnown);
		},
	};
};

const seesItWell = async (bundle: Bundle) => {
	await bundle.see('all to be well all the same', isWell);
};

/** A container that Prometheus does not measure, whose numbers are the engine's. */
const seesNoUsage = async (bundle: Bundle) => {
	await bundle.see('the memory of tty to be unknown', screen => screen.containers().get('tty')?.MEMORY === '–');
};

const ofSome = (what: string, fault: Fault, paths: RegExp, sees: Case['sees'], moment: Moment = 'running'): Case => ({
	name: `${what} of the engine: ${fault.name}`,
	moment,
	begin: ({ bundle }) => bundle.engine.begin(fault, paths),
	end: ({ bundle }) => bundle.engine.end(),
	sees,
});

const oops = refusesWith(500, 'Internal Server Error');
const named = (fault: Fault): Kind => kinds.find(kind => kind.fault === fault)!;
const [closed, hung, cut, noise, failed] = kinds as readonly [Kind, Kind, Kind, Kind, Kind];

const slowly = delays(1500);

/** Every fault that is tried. */
export const cases: readonly Case[] = [
	...kinds.map(kind => ofPrometheus(kind)),
	...[...kinds, absent].map(kind => ofEngine(kind)),
	...[closed, hung, cut, failed].map(kind => ofPrometheus(kind, 'starting')),
	...[absent, hung, noise, failed].map(kind => ofEngine(kind, 'starting')),
	...[closed, hung, cut, failed].map(kind => ofBoth(kind)),
	...[closed, hung].map(kind => ofBoth(kind, 'starting')),
	...[closed, hung, cut].map(kind => ofEngine(kind, 'reading a log')),
	ofSome('statistics', hangs, /\/stats/, seesNoUsage),
	ofSome('statistics', oops, /\/stats/, seesNoUsage),
	ofSome('statistics', answersNoise, /\/stats/, seesNoUsage),
	ofSome('events', cutsAfter(0), /\/events/, seesItWell),
	ofSome('events', answersNoise, /\/events/, seesItWell),
	ofSome('inspections', oops, /\/containers\/[^/]+\/json/, seesItWell),
	ofSome('logs', cutsAfter(0), /\/logs/, async () => {}, 'reading a log'),
	ofSome('logs', resetsAfter(300), /\/logs/, async () => {}, 'reading a log'),
	{ ...ofPrometheus({ ...named(closed.fault), fault: slowly }), sees: seesItWell },
	{ ...ofEngine({ ...named(closed.fault), fault: slowly }), sees: seesItWell },
	...partCases,
];
