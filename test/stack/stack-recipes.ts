import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ImageRecipe } from './image-recipe.ts';
import type { StackParts } from './stack-parts.ts';

const imagesFolder = fileURLToPath(new URL('./images', import.meta.url));
const standIn = (name: string) => join(imagesFolder, 'stand-in', name);

const NOBODY = 65534;
const GRAFANA = 472;
const POSTGRES = 999;
const PGADMIN = 5050;
const POSTGRES_FOLDERS = ['usr/lib/postgresql', 'usr/lib/locale', 'usr/share/postgresql', 'usr/share/zoneinfo'];

/** What a program of this machine is linked against, at the same paths with a merged /usr. */
const librariesOf = (program: string): Readonly<Record<string, string>> => {
	const paths = execFileSync('ldd', [program], { encoding: 'utf8' }).match(/\/\S+(?= \()/g) ?? [];
	return Object.fromEntries(paths.map(path => [path.replace(/^\/(?:usr\/)?/, 'usr/'), path]));
};

/**
 * The images of the shipped compose file by service: the real programs where they can be had. Grafana, Open WebUI and
 * pgAdmin are stand-ins that answer their health endpoints, with the tools their health checks use.
 */
export function stackRecipes(parts: StackParts): Readonly<Record<string, ImageRecipe>> {
	const linked = { root: parts.postgresTree, paths: parts.loader };
	const program = (path: string, source: string, more: Partial<ImageRecipe> = {}): ImageRecipe => ({
		files: { [path]: source },
		trees: [linked],
		changes: [`ENTRYPOINT ["/${path}"]`, `USER ${NOBODY}`],
		...more,
	});
	const server = (page: string, { files, ...more }: ImageRecipe): ImageRecipe => ({
		files: { 'usr/bin/serve': standIn('serve'), 'usr/bin/curl': standIn('curl'), ...files },
		texts: { [`www/${page}`]: '{"stand-in": true}\n' },
		...more,
	});
	return {
		prometheus: program('bin/prometheus', parts.prometheus, { folders: { prometheus: NOBODY } }),
		// Debian's reads its templates from files.
		alertmanager: program('bin/alertmanager', parts.alertmanager, {
			folders: { alertmanager: NOBODY },
			trees: [linked, { root: parts.alertmanagerTree, paths: ['usr/share/prometheus'] }],
		}),
		'node-exporter': program('bin/node_exporter', parts.nodeExporter),
		'postgres-exporter': program('bin/postgres_exporter', parts.postgresExporter),
		cadvisor: program('usr/bin/cadvisor', parts.cadvisor, {
			trees: [],
			changes: ['ENTRYPOINT ["/usr/bin/cadvisor"]'],
		}),
		postgres: {
			files: { 'usr/local/bin/docker-entrypoint.sh': join(imagesFolder, 'postgres-entrypoint.sh') },
			trees: [
				{ ...linked, paths: linked.paths.filter(path => !path.startsWith(parts.libraries)) },
				{ root: parts.postgresTree, paths: [parts.libraries, ...POSTGRES_FOLDERS] },
			],
			folders: { 'var/lib/postgresql': POSTGRES, 'run/postgresql': POSTGRES },
			changes: [
				'ENTRYPOINT ["/usr/local/bin/docker-entrypoint.sh"]',
				'ENV PATH=/usr/lib/postgresql/18/bin:/usr/bin:/bin',
			],
		},
		grafana: server('api/health', {
			files: {},
			folders: { 'var/lib/grafana': GRAFANA },
			changes: ['CMD ["serve", "3000"]'],
		}),
		pgadmin: server('misc/ping', {
			files: { 'entrypoint.sh': standIn('pgadmin') },
			folders: { 'var/lib/pgadmin': PGADMIN },
			changes: ['ENTRYPOINT ["/entrypoint.sh"]', `USER ${PGADMIN}`],
		}),
		ollama: {
			files: { 'usr/bin/ollama': parts.ollama, ...librariesOf(parts.ollama) },
			changes: [
				...['ENV OLLAMA_HOST=0.0.0.0:11434 HOME=/root', 'ENV OLLAMA_CONTEXT_LENGTH=512'],
				...['ENTRYPOINT ["/usr/bin/ollama"]', 'CMD ["serve"]'],
			],
		},
		// The Node that runs the tests, with what it is linked against on this machine.
		'ollama-exporter': {
			files: { 'usr/local/bin/node': process.execPath, ...librariesOf(process.execPath) },
			changes: ['ENV PATH=/usr/local/bin:/usr/bin:/bin', 'ENTRYPOINT ["node"]'],
		},
		'open-webui': server('health', {
			files: { 'bin/bash': standIn('bash'), 'app/backend/start.sh': standIn('start.sh') },
			changes: ['WORKDIR /app/backend', 'CMD ["bash", "start.sh"]'],
		}),
	};
}
