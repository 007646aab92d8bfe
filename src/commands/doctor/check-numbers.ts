import { formatDuration } from '../../metrics/format.ts';
import { serviceNames } from '../../stack/services.ts';
import type { SourceStatus } from '../status/look.ts';
import { type Check, fail, notApplicable, pass, warn } from './check.ts';

const tolerated = 3;

const checkClock = (skew: number | undefined): Check => {
	if (skew === undefined) return notApplicable('clock', 'Prometheus does not tell its time');
	const apart = Math.abs(skew) / 1000;
	return apart > tolerated
		? warn(
				'clock',
				`The clock of Prometheus is ${formatDuration(apart)} away from this one`,
				'timedatectl set-ntp true',
			)
		: pass('clock', 'The clock of Prometheus agrees with this one');
};

const exporters: Readonly<Record<string, string>> = { node: 'node-exporter', postgres: 'postgres-exporter' };

const mending = (target: string): string => {
	const job = target.split(' ', 1)[0] ?? '';
	const name = exporters[job] ?? job;
	return serviceNames.includes(name) ? `aixcl restart ${name}` : 'aixcl metrics';
};

/** Prometheus, its targets, its rules, what it alerts of, and its clock. */
export const checkNumbers = (source: SourceStatus): readonly Check[] => {
	if ('error' in source) {
		return [
			fail('prometheus', source.error, 'aixcl start prometheus'),
			notApplicable('targets', 'Targets are not known without Prometheus'),
			notApplicable('clock', 'There is no clock to compare with'),
		];
	}
	const { url, targets, targetsDown, alerts, hasRules, skew } = source;
	return [
		pass('prometheus', `Prometheus answers on ${url}`),
		...targetsDown.map(target => fail('targets', `Prometheus cannot scrape ${target}`, mending(target))),
		...(targets === 0 ? [fail('targets', 'Prometheus scrapes nothing', 'aixcl restart prometheus')] : []),
		...(targets > 0 && targetsDown.length === 0 ? [pass('targets', `All ${targets} targets are up`)] : []),
		hasRules
			? pass('rules', 'The recording rules are those of this aixcl')
			: warn('rules', 'The recording rules are missing or of another aixcl', 'aixcl restart prometheus'),
		...alerts.map(alert => warn('alerts', `The alert ${alert} fires`, 'aixcl top')),
		checkClock(skew),
	];
};
