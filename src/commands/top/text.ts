import { withoutCredentials } from '../../config/parse-url.ts';
import { describeError } from '../../errors.ts';
import { formatDuration, unknown } from '../../metrics/format.ts';
import type { Snapshot } from '../../metrics/snapshot.ts';
import { clean } from '../../text/clean.ts';
import type { Failure, Findings } from './findings.ts';
import { problemsIn } from './problems.ts';
import { skewOf } from './skew.ts';
import { containersText } from './text-containers.ts';
import { gpusText } from './text-gpus.ts';
import { devicesText, hostText } from './text-host.ts';
import { modelsText } from './text-models.ts';
import { pastContainersText } from './text-past-containers.ts';
import { postgresText } from './text-postgres.ts';
import { textFacts } from './text-table.ts';

const oldest = ({ readings, at }: Snapshot): number =>
	Object.values(readings).reduce((age, list) => Math.max(age, ...list.map(reading => at - reading.at)), 0);

const skewFact = (findings: Findings): string | undefined => {
	const skew = skewOf(findings);
	return skew === undefined
		? undefined
		: `its clock is ${formatDuration(Math.abs(skew))} ${skew > 0 ? 'ahead of' : 'behind'} this machine's`;
};

const timeFacts = ({ snapshot, at, askedAt, source }: Findings): readonly (string | undefined)[] => [
	new Date(snapshot?.at ?? askedAt ?? at).toISOString(),
	askedAt === undefined ? undefined : `${formatDuration((at + (source.skew ?? 0) - askedAt) / 1000)} ago`,
];

const sourceFacts = (findings: Findings): readonly (string | undefined)[] => {
	const { source, snapshot } = findings;
	return [
		source.name === 'local'
			? 'this machine itself, without Prometheus'
			: `Prometheus ${withoutCredentials(source.url ?? '')}`,
		snapshot === undefined
			? 'no numbers'
			: snapshot.via === 'local'
				? undefined
				: `${snapshot.via === 'raw' ? 'without our recording rules, ' : ''}at most ${formatDuration(oldest(snapshot) / 1000)} old`,
		skewFact(findings),
	];
};

const engineFacts = ({ engine }: Findings): readonly (string | undefined)[] => [
	engine?.info ? `${engine.info.product} ${engine.info.version}` : 'none',
	engine?.url,
];

const failureLines = ({ source, error }: Failure): readonly string[] => {
	const { message, hint } = describeError(error);
	return [`  ${source}: ${clean(message)}`, ...(hint === undefined ? [] : [`    ${clean(hint)}`])];
};

const section = (title: string, lines: readonly string[]): readonly string[] =>
	lines.length === 0 ? [] : ['', title, ...lines];

const targetsLine = ({ targets }: Snapshot): readonly string[] => {
	const up = targets.filter(({ isUp }) => isUp).length;
	return targets.length === 0 ? [] : textFacts('Targets', [`${up} of ${targets.length} up`]);
};

/** One look at the machine as plain text of at most 80 columns, except where a name or a sentence needs more. */
export const snapshotText = (findings: Findings, { isAscii }: { readonly isAscii: boolean }): string => {
	const { snapshot, failures, askedAt } = findings;
	const problems = problemsIn(findings).map(
		({ kind, name, text }) => `  ${kind} ${name === kind ? '' : `${name} `}${text}`,
	);
	const pending = (snapshot?.alerts ?? []).filter(({ state }) => state === 'pending').map(({ name }) => `  ${name}`);
	const text = [
		...textFacts('Host', [snapshot?.host?.name ?? snapshot?.host?.instance ?? unknown]),
		...textFacts('Time', timeFacts(findings)),
		...textFacts('Numbers', sourceFacts(findings)),
		...(askedAt === undefined ? textFacts('Engine', engineFacts(findings)) : []),
		...(snapshot ? ['', ...hostText(snapshot), ...targetsLine(snapshot), ...postgresText(snapshot)] : []),
		...(snapshot ? gpusText(snapshot) : []),
		...(snapshot ? modelsText(snapshot) : []),
		...(snapshot ? devicesText(snapshot) : []),
		...(askedAt !== undefined && snapshot ? pastContainersText(snapshot) : containersText(findings)),
		...section('Problems', problems),
		...section('Pending alerts', pending),
		...section('Could not be read', failures.flatMap(failureLines)),
		'',
	].join('\n');
	return isAscii ? text.replaceAll(unknown, '-').replaceAll('…', '~') : text;
};
