import { isNameOfPlace, isSecretName } from '../../../../src/engine/secret-names.ts';
import type { ComposedService } from '../../../stack/compose-config.ts';

/** A service as Compose makes it of the files, with what else may loosen it. */
export type Service = ComposedService & {
	readonly pid?: string;
	readonly ipc?: string;
	readonly uts?: string;
	readonly userns_mode?: string;
};

/** What a service may do although the rule says otherwise, and why. */
export type Exceptions = Readonly<Record<string, Readonly<Record<string, string>>>>;

const images = {
	ownRoot: 'its image begins as root, sets up its own files, and gives its rights up itself',
	all: 'it may take all the memory there is: that is what it is for',
	size: 'how much it needs depends on what people keep in it',
} as const;

export const exceptions: Exceptions = {
	cap_drop: {
		...{ ollama: images.ownRoot, 'open-webui': images.ownRoot, postgres: images.ownRoot, pgadmin: images.ownRoot },
	},
	read_only: {
		...{ ollama: images.ownRoot, 'open-webui': images.ownRoot, postgres: images.ownRoot, pgadmin: images.ownRoot },
	},
	user: {
		...{ ollama: images.ownRoot, 'open-webui': images.ownRoot, postgres: images.ownRoot, pgadmin: images.ownRoot },
		cadvisor: 'control groups and the data of the engine are readable by root only; it has no capability',
	},
	mem_limit: { ollama: images.all, 'open-webui': images.size, postgres: images.size, pgadmin: images.size },
	pids_limit: { ollama: images.all, 'open-webui': images.size, postgres: images.size, pgadmin: images.size },
	cap_add: { cadvisor: 'SYSLOG alone, by the overlay that reads out-of-memory kills from the kernel log' },
	security_opt: { cadvisor: 'under Podman SELinux would keep it from the socket' },
	'engine socket': { cadvisor: 'it asks the engine for the names of containers; read-only' },
	pid: { 'nvidia-gpu-exporter': 'the processes on a GPU are told by the numbers of the machine' },
	uts: { 'node-exporter': 'the name of the machine is its own' },
	healthcheck: { 'nvidia-gpu-exporter': 'its image has no program that could ask it' },
};

const socket = /(?:docker|podman)[.]sock$/;
const exactImage = /^(?:docker[.]io|ghcr[.]io)\/[a-z0-9/_-]+:v?\d+[.]\d+(?:[.]\d+)?(?:-\w+)?(?:@sha256:[0-9a-f]{64})?$/;

/** Which rules a service keeps, by name. */
const rules: Readonly<Record<string, (service: Service) => boolean>> = {
	image: ({ image }) => exactImage.test(image),
	privileged: ({ privileged }) => privileged !== true,
	network_mode: ({ network_mode }) => network_mode === undefined,
	pid: ({ pid }) => pid === undefined,
	ipc: ({ ipc }) => ipc === undefined,
	uts: ({ uts }) => uts === undefined,
	userns_mode: ({ userns_mode }) => userns_mode === undefined,
	'no-new-privileges': ({ security_opt = [] }) => security_opt.includes('no-new-privileges:true'),
	security_opt: ({ security_opt = [] }) => security_opt.every(option => option === 'no-new-privileges:true'),
	cap_drop: ({ cap_drop = [] }) => cap_drop.includes('ALL'),
	cap_add: ({ cap_add = [] }) => cap_add.length === 0,
	read_only: ({ read_only }) => read_only === true,
	user: ({ user = '0' }) => Number.parseInt(user, 10) > 0,
	ports: ({ ports = [] }) => ports.every(({ host_ip }) => host_ip === '127.0.0.1'),
	mem_limit: ({ mem_limit }) => Number(mem_limit) > 0,
	pids_limit: ({ pids_limit }) => Number(pids_limit) > 0,
	healthcheck: ({ healthcheck }) => (healthcheck?.test.length ?? 0) > 0,
	restart: ({ restart }) => restart === 'unless-stopped',
	logging: ({ logging }) => Number(logging?.options['max-file']) > 0 && logging?.options['max-size'] !== undefined,
	'engine socket': ({ volumes = [] }) => !volumes.some(({ source }) => socket.test(source)),
	'bind mount': ({ volumes = [] }) => volumes.every(({ type, read_only }) => type !== 'bind' || read_only === true),
	secret: ({ environment = {}, command }) =>
		Object.entries(environment).every(
			([name, value]) => !isSecretName(name) || isNameOfPlace(name) || /^(?:true|false|strict|https?:.*|)$/.test(value),
		) && !(command ?? []).some(word => /password=[^$]/i.test(word)),
};

export const ruleCount = Object.keys(rules).length;

/** The rules that a service breaks without being excepted. */
export const hardeningProblems = (name: string, service: Service): readonly string[] =>
	Object.entries(rules)
		.filter(([rule, keeps]) => !keeps(service) && exceptions[rule]?.[name] === undefined)
		.map(([rule]) => `${name}: ${rule}`);

/** The exceptions that no service needs any more. */
export const needlessExceptions = (
	services: readonly (readonly [name: string, service: Service])[],
): readonly string[] =>
	Object.entries(exceptions).flatMap(([rule, of]) =>
		Object.keys(of)
			.filter(name => services.every(([each, service]) => each !== name || rules[rule]!(service)))
			.map(name => `${name} needs no exception from ${rule}`),
	);
