import type { Parts } from '../stack/parts.ts';
import { startPrometheus } from '../stack/prometheus.ts';
import type { ScrapeJob } from '../stack/prometheus-config.ts';
import { makeScratch, removeScratch } from '../stack/scratch.ts';

type Target = {
	readonly labels: Readonly<Record<string, string>>;
	readonly scrapeUrl: string;
	readonly scrapeInterval: string;
	readonly health: string;
};

const targetsOf = async (url: string): Promise<readonly Target[]> => {
	const answer = await fetch(`${url}/api/v1/targets?state=active`, { signal: AbortSignal.timeout(5000) });
	return ((await answer.json()) as { readonly data: { readonly activeTargets: readonly Target[] } }).data.activeTargets;
};

const jobOf = ({ labels, scrapeUrl }: Target, index: number): ScrapeJob => {
	const { host, pathname } = new URL(scrapeUrl);
	return {
		job_name: `${labels.job}-${index}`,
		metrics_path: pathname,
		// The targets may be stand-ins with times of their own making.
		honor_timestamps: false,
		static_configs: [{ targets: [host] }],
	};
};

/** A Prometheus of its own that scrapes what another one scrapes, as often, and knows no rules. Undefined where there is nothing to scrape. */
export const startUnruled = async (
	parts: Parts,
	url: string,
): Promise<{ readonly url: string; stop(): Promise<void> } | undefined> => {
	const targets = (await targetsOf(url)).filter(({ health }) => health === 'up');
	if (targets.length === 0) return undefined;
	const interval = Number.parseFloat(targets[0]!.scrapeInterval) || 5;
	const folder = await makeScratch();
	try {
		const plan = { interval, jobs: targets.map(jobOf), otherJobs: [], rules: [] };
		const { child, url: unruledUrl } = await startPrometheus(parts, folder, plan);
		return {
			url: unruledUrl,
			async stop() {
				await child.stop();
				await removeScratch(folder);
			},
		};
	} catch (error) {
		await removeScratch(folder);
		throw error;
	}
};
