import type { ServiceStatus, StackStatus } from './look.ts';

const instant = (time: number | undefined) => (time === undefined ? undefined : new Date(time).toISOString());

const serviceReport = ({ name, service, container, condition, isForeign, url }: ServiceStatus) => ({
	name,
	title: service?.title,
	role: service?.role,
	profile: service?.profile,
	condition,
	id: container?.id,
	image: container?.image,
	state: container?.state,
	health: container?.health,
	exit_code: container?.exitCode,
	restarts: container?.restartCount,
	started_at: instant(container?.state === 'running' ? container.startedAt : undefined),
	finished_at: instant(container?.state === 'running' ? undefined : container?.finishedAt),
	ports: container?.ports.map(({ hostIp, hostPort, containerPort, protocol }) => ({
		host_ip: hostIp,
		host_port: hostPort,
		container_port: containerPort,
		protocol,
	})),
	url,
	foreign: isForeign,
	compose_files: container?.composeFiles,
});

/** What `aixcl status --json` prints; scripts rely on it. Times are ISO 8601; what is unknown is absent. */
export const statusReport = ({ services, source }: StackStatus, isFine: boolean, now: number): object => ({
	schema: 1,
	at: instant(now),
	fine: isFine,
	services: services.map(serviceReport),
	source:
		'error' in source
			? { url: source.url, error: source.error }
			: { url: source.url, targets: source.targets, targets_down: source.targetsDown, alerts: source.alerts },
});
