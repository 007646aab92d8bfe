import { join } from 'node:path';
import type { Cleanup } from './cleanup.ts';
import type { Parts } from './parts.ts';
import { startPrometheus } from './prometheus.ts';
import { provisioned } from './promtool.ts';

type Jobs = Parameters<typeof startPrometheus>[2]['jobs'];

/** Starts a Prometheus that scrapes these jobs each second and evaluates the shipped recording rules; gives its address. */
export const startRuledPrometheus = async (
	parts: Parts,
	folder: string,
	cleanup: Cleanup,
	jobs: Jobs,
	otherJobs: Jobs = [],
): Promise<string> => {
	const rules = [join(provisioned, 'rules/aixcl.rules.yml')];
	const { child, url } = await startPrometheus(parts, folder, { interval: 1, jobs, otherJobs, rules });
	cleanup.add(child.stop);
	return url;
};
