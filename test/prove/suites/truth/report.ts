import { runProgram } from '../../../stack/run-program.ts';
import { parseReport } from '../../../support/report-schema.ts';
import { aixcl } from '../ending/app.ts';
import type { Servers } from '../faults/bundle.ts';
import { isTrue } from './equal.ts';
import type { Truth } from './world.ts';

export type Report = ReturnType<typeof parseReport>;

/** What `aixcl top --once --json` tells now; `seconds` for a machine that has much else to do. */
export const readReport = async ({ prometheusUrl, dockerHost }: Servers, home: string): Promise<Report> => {
	const env = {
		AIXCL_PROMETHEUS_URL: prometheusUrl,
		DOCKER_HOST: dockerHost,
		HOME: home,
		PATH: process.env.PATH ?? '',
	};
	// Its status tells of health, which is not what is asked here.
	return parseReport(await runProgram('sh', ['-c', `'${aixcl}' top --once --json || true`], { env }));
};

type Reading = NonNullable<Report['metrics'][string]>[number];

const numberOf = (reading: Reading | undefined): number | undefined => {
	if (!reading) return undefined;
	if (reading.value !== null) return reading.value;
	return { NaN: Number.NaN, '+Inf': Number.POSITIVE_INFINITY, '-Inf': Number.NEGATIVE_INFINITY }[reading.text];
};

/** The number that a report has of a metric; undefined where it has none. */
export const toldOf = ({ metrics }: Report, { id, label }: Pick<Truth, 'id' | 'label'>): number | undefined => {
	return numberOf(
		(metrics[id] ?? []).find(({ labels }) => label === undefined || Object.values(labels).includes(label)),
	);
};

/** What a report has that is not so; a sentence each. */
export const untrue = (report: Report, truths: readonly Truth[]): readonly string[] =>
	truths.flatMap(truth => {
		const told = toldOf(report, truth);
		return isTrue(told, truth.value) ? [] : [`${truth.id} ${truth.label ?? ''}: ${told} told, ${truth.value} in fact`];
	});
