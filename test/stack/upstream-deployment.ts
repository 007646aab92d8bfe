import { CONTAINER_IMAGE } from './containers.ts';
import { type EngineAccess, runDocker } from './engine.ts';
import { inParallel } from './in-parallel.ts';
import { waitUntil } from './wait-until.ts';

/** How the labels of a deployment look: they changed over the years, and Podman's compose writes others. */
export type Labelling = 'aixcl' | 'services' | 'podman' | 'none';

/** The compose file that a deployment says it was made from. */
export const UPSTREAM_FILE = '/home/operator/aixcl/services/docker-compose.yml';

const ON_TERM = "trap 'exit 0' TERM;";
const serves = (more = '') => `${ON_TERM} echo "$SERVICE is up"; echo "$SERVICE warns" >&2;${more} sleep 9999 & wait`;
const healthy = ['--health-cmd', 'true', '--health-interval', '1s'];

type Recipe = { readonly options?: readonly string[]; readonly script?: string; readonly isPlain?: boolean };

const agent: Recipe = { isPlain: true };
const bootstrap: Recipe = { isPlain: true, script: 'echo "$SERVICE wrote its secret"' };

/** What the upstream compose file starts, and the agents that its command starts beside it, without labels. */
const RECIPES: Readonly<Record<string, Recipe>> = {
	ollama: {
		options: [...healthy, '--cpus', '0.2', '--memory', '64m'],
		script: serves(' (while :; do :; done) &'),
	},
	postgres: { options: healthy },
	// As it is for its first minute.
	'open-webui': { options: ['--health-cmd', 'false', '--health-interval', '1s', '--health-start-period', '10m'] },
	pgadmin: {},
	prometheus: { options: healthy },
	alertmanager: { options: healthy },
	grafana: { options: healthy },
	loki: {},
	'node-exporter': {},
	'postgres-exporter': {},
	'blackbox-exporter': {},
	'json-exporter': {},
	vault: { options: healthy },
	'vault-agent-postgres': agent,
	'vault-agent-openwebui': agent,
	'vault-agent-postgres-bootstrap': bootstrap,
	'vault-agent-openwebui-bootstrap': bootstrap,
	'vault-agent-pgadmin-bootstrap': bootstrap,
	'vault-agent-grafana-bootstrap': bootstrap,
};

const CHECKED = Object.values(RECIPES).filter(({ options }) => options?.includes('true'));

export const UPSTREAM_NAMES: readonly string[] = Object.keys(RECIPES);
export const ONE_SHOTS: readonly string[] = UPSTREAM_NAMES.filter(name => name.endsWith('-bootstrap'));

const labelsOf = (service: string, labelling: Labelling): Readonly<Record<string, string>> => {
	if (labelling === 'none') return {};
	const project = labelling === 'services' ? 'services' : 'aixcl';
	const docker = { 'com.docker.compose.project': project, 'com.docker.compose.service': service };
	if (labelling !== 'podman') return { ...docker, 'com.docker.compose.project.config_files': UPSTREAM_FILE };
	return {
		...docker,
		'io.podman.compose.project': project,
		'io.podman.compose.version': '1.0.6',
		'com.docker.compose.project.working_dir': '/home/operator/aixcl',
		'com.docker.compose.project.config_files': 'services/docker-compose.yml',
	};
};

/** Name of a service's container: after an interrupted recreation it has a number in front. */
export const nameOf = (service: string, labelling: Labelling): string =>
	labelling === 'podman' && (service === 'postgres' || service === 'vault') ? `3f9c21d0ab12_${service}` : service;

/**
 * Starts containers as the upstream project's deployment has them: names, labels, host networking, one-shots that
 * have ended. Each is a shell that does nothing. Ready when each is as it should be.
 */
export async function startUpstream(access: EngineAccess, labelling: Labelling): Promise<void> {
	await inParallel(4, Object.entries(RECIPES), async ([service, recipe]) => {
		const labels = recipe.isPlain ? {} : labelsOf(service, labelling);
		await runDocker(access, [
			...['run', '--detach', '--name', nameOf(service, labelling), '--network', 'host', '--env', `SERVICE=${service}`],
			...Object.entries(labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]),
			...(recipe.options ?? []),
			...[CONTAINER_IMAGE, 'sh', '-c', recipe.script ?? serves()],
		]);
	});
	const isReady = async () => {
		const lines = await runDocker(access, ['ps', '--all', '--format', '{{.Names}} {{.Status}}']);
		const count = (pattern: RegExp) => lines.split('\n').filter(line => pattern.test(line)).length;
		return count(/[(]healthy[)]/) === CHECKED.length && count(/Exited [(]0[)]/) === ONE_SHOTS.length;
	};
	await waitUntil(isReady, { what: 'the deployment to be healthy' });
}

export async function removeUpstream(access: EngineAccess): Promise<void> {
	const ids = await runDocker(access, ['ps', '--all', '--quiet']);
	if (ids) await runDocker(access, ['rm', '--force', '--volumes', ...ids.split('\n')]);
}
