import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { alertsFile } from '../../src/build/alerts/alerts-file.ts';
import { composeConfig } from './compose-config.ts';

const shippedRules = fileURLToPath(new URL('../../provisioning/prometheus/rules', import.meta.url));

/** How a trial differs from what is shipped. */
export type Trial = {
	/** How long every alert has to last, as Prometheus writes durations. */
	readonly pending: string;
	/** PostgreSQL's max_connections. */
	readonly maxConnections: number;
};

/**
 * Writes a compose file for a trial of the alerts, and the rules that it mounts, into `folder`, and gives its path. The
 * rules are the shipped ones but for how long alerts have to last; PostgreSQL's command is the shipped one and an option.
 */
export async function writeTrialOverlay(compose: string, folder: string, trial: Trial): Promise<string> {
	const { services } = await composeConfig(compose);
	const rules = join(folder, 'trial-rules');
	await mkdir(rules);
	await cp(shippedRules, rules, { recursive: true });
	await writeFile(join(rules, 'aixcl.alerts.yml'), alertsFile(trial.pending));
	const file = join(folder, 'trial.yaml');
	const overlay = {
		services: {
			prometheus: { volumes: [`${rules}:/etc/prometheus/rules:ro`] },
			postgres: { command: [...(services.postgres?.command ?? []), `-cmax_connections=${trial.maxConnections}`] },
		},
	};
	await writeFile(file, JSON.stringify(overlay));
	return file;
}
