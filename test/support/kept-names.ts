import { readFileSync } from 'node:fs';

/** The shipped configuration of Prometheus. */
export const prometheusFile = readFileSync(
	new URL('../../provisioning/prometheus/prometheus.yml', import.meta.url),
	'utf8',
);

/** What each job keeps of what its targets tell: the pattern that a name has to match as a whole. */
export const keptNames: ReadonlyMap<string, string> = new Map(
	prometheusFile
		.split('- job_name: ')
		.slice(1)
		.map(job => {
			const [, pattern = ''] = /source_labels: \[__name__\]\n\s+regex: (.+)\n\s+action: keep/.exec(job)!;
			return [job.slice(0, job.indexOf('\n')), pattern] as const;
		}),
);
