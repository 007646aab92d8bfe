/** One scrape job, as Prometheus reads it; JSON is YAML. */
export type ScrapeJob = {
	readonly job_name: string;
	readonly honor_timestamps?: boolean;
	readonly metrics_path?: string;
	readonly metric_relabel_configs?: readonly {
		readonly source_labels: readonly string[];
		readonly regex: string;
		readonly action: 'keep';
	}[];
	readonly static_configs: readonly {
		readonly targets: readonly string[];
		readonly labels?: Readonly<Record<string, string>>;
	}[];
};

/** What the rig's Prometheus is to scrape and evaluate. */
export type PrometheusPlan = {
	/** Seconds between two scrapes, and between two evaluations of the rules. */
	readonly interval: number;
	/** The rig's own jobs, one target each; it waits until all are up. */
	readonly jobs: readonly ScrapeJob[];
	/** Further jobs, which may be down. */
	readonly otherJobs: readonly ScrapeJob[];
	/** Absolute paths of rule files. */
	readonly rules: readonly string[];
	/** `host:port` of the Alertmanager that is sent the alerts; none. */
	readonly alertmanager?: string;
	/** Labels that it adds to what it sends; none. */
	readonly externalLabels?: Readonly<Record<string, string>>;
	/** Tells several of one folder apart; `prometheus` when left out. */
	readonly name?: string;
};

/** A job with one target. */
export function jobFor(name: string, target: string): ScrapeJob {
	return { job_name: name, static_configs: [{ targets: [target] }] };
}

/** The text of prometheus.yml. */
export function prometheusConfig(plan: PrometheusPlan): string {
	const { interval, jobs, otherJobs, rules, alertmanager, externalLabels = {} } = plan;
	const alertmanagers = alertmanager ? [{ static_configs: [{ targets: [alertmanager] }] }] : [];
	return JSON.stringify(
		{
			global: {
				scrape_interval: `${interval}s`,
				scrape_timeout: `${interval}s`,
				evaluation_interval: `${interval}s`,
				external_labels: externalLabels,
			},
			alerting: { alertmanagers },
			rule_files: rules,
			scrape_configs: [...jobs, ...otherJobs],
		},
		null,
		'\t',
	);
}
