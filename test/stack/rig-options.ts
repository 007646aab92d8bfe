import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Generation } from './parts.ts';
import type { ScrapeJob } from './prometheus-config.ts';

/** What may be chosen about a rig. */
export type RigOptions = {
	/** Seconds between two scrapes, and between two evaluations of the rules; 5. */
	readonly interval?: number;
	/** Absolute paths of rule files; the project's generated one, where it exists. */
	readonly rules?: readonly string[];
	/** Further scrape jobs, which may be down; none. */
	readonly otherJobs?: readonly ScrapeJob[];
	/** Number of further containers that do nothing; 0. */
	readonly idleContainers?: number;
	/** Containers that the job `cadvisor` covers; busy, chatty and fine. The engine's statistics are all there is for the others. */
	readonly watched?: readonly string[];
	/** Generation of the programs; what `AIXCL_RIG_GENERATION` says, or sid. */
	readonly generation?: Generation;
};

const RULES = fileURLToPath(new URL('../../provisioning/prometheus/rules/aixcl.rules.yml', import.meta.url));

/** The options with the defaults filled in, but for the generation. */
export function withDefaults(options: RigOptions) {
	return {
		interval: options.interval ?? 5,
		rules: options.rules ?? [RULES].filter(path => existsSync(path)),
		otherJobs: options.otherJobs ?? [],
		idleContainers: options.idleContainers ?? 0,
		watched: options.watched ?? ['busy', 'chatty', 'fine'],
	};
}
