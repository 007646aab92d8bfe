import type { ContainerDetails, HealthProbe } from '../../engine/details.ts';
import { formatDuration } from '../../metrics/format.ts';
import { wrap } from '../empty.ts';
import { paint } from '../paint.ts';
import { heading, momentText, pair } from './pairs.ts';

const probeLines = ({ at, exitCode, output }: HealthProbe, now: number, width: number): string[] => {
	const isGood = exitCode === 0;
	const when = at === undefined ? '' : momentText(at, now);
	const verdict = paint(isGood ? 'passed' : `failed (${exitCode ?? '?'})`, isGood ? 'green' : 'red');
	const said = output.trim();
	return [`${when}  ${verdict}`, ...(said === '' ? [] : wrap(said, width - 4).map(line => `    ${line}`))];
};

/** Its health check, and what the last probes said, newest first. */
export const healthLines = ({ health }: ContainerDetails, now: number, width: number): string[] =>
	health === undefined
		? [paint('It has no health check: running is all that is known of it.', 'dim')]
		: [
				...pair('test', health.test, width),
				...pair('every', formatDuration(health.interval), width),
				...pair('time out', formatDuration(health.timeout), width),
				...pair(
					'unhealthy after',
					health.retries === undefined ? undefined : `${health.retries} failures in a row`,
					width,
				),
				...pair('failing now', String(health.failingStreak), width),
				...heading('Last probes'),
				...health.probes.toReversed().flatMap(probe => probeLines(probe, now, width)),
			];
