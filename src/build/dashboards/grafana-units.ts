import type { Unit } from '../../metrics/metric.ts';

/** Grafana's names of our units. */
export const grafanaUnits: Readonly<Record<Unit, string>> = {
	ratio: 'percentunit',
	bytes: 'bytes',
	bytes_per_second: 'Bps',
	seconds: 's',
	cores: 'short',
	count: 'short',
	per_second: 'cps',
	celsius: 'celsius',
	watts: 'watt',
	hertz: 'hertz',
	joules: 'joule',
	boolean: 'bool_yes_no',
	info: 'none',
};
