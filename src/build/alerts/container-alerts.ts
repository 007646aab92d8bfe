import type { Alert } from './alert.ts';

const dashboard = 'docker-containers';
const named = '{name!=""}';
const perContainer = 'by (job, instance, name)';
// Only what Compose runs is meant to stay: a build or a container run by hand goes when it is done.
const service = '{name!="", container_label_com_docker_compose_service!=""}';

/** Containers, by cAdvisor. */
export const containerAlerts: readonly Alert[] = [
	{
		name: 'ContainerUnhealthy',
		expr: `max ${perContainer} (container_health_state${named}) == 0`,
		for: '3m',
		severity: 'critical',
		summary: 'Container {{ $labels.name }} is not healthy',
		means:
			'Its health check has failed, or not succeeded once since it started, for three minutes. cAdvisor tells the two apart as little as this alert; a first start that downloads something may take longer.',
		action:
			'Read its log (`aixcl logs NAME`) and what the check said (`docker inspect NAME`, under State.Health). Restart it when the log gives no reason.',
		dashboard,
	},
	{
		name: 'ContainerGone',
		expr: `group ${perContainer} (max_over_time(container_last_seen${service}[15m])) unless on (job, instance, name) group ${perContainer} (container_last_seen${named}) and on (job, instance) up == 1`,
		for: '1m',
		severity: 'warning',
		summary: 'Container {{ $labels.name }} has stopped',
		means:
			'A container of a Compose project ran within the last quarter of an hour and does so no more. Where it was stopped on purpose this ends by itself after that time.',
		action: 'See why it ended (`docker ps -a`, its exit status, its log) and start it again (`aixcl start NAME`).',
		dashboard,
	},
	{
		name: 'ContainerRestarting',
		expr: `sum ${perContainer} (changes(container_start_time_seconds${named}[15m])) > 2`,
		severity: 'warning',
		summary: 'Container {{ $labels.name }} restarted {{ $value }} times in 15 minutes',
		means: 'It starts, fails and is started again. cAdvisor before 0.57 does not see restarts.',
		action:
			'Read the last lines before it ended (`aixcl logs NAME`): a missing file, a wrong password, a port that is taken, or too little memory.',
		value: '{{ $value }} restarts',
		threshold: 'more than 2 in 15 min',
		dashboard,
	},
	{
		name: 'ContainerOomKilled',
		expr: `sum ${perContainer} (increase(container_oom_events_total${named}[10m])) > 0`,
		severity: 'warning',
		summary: 'A process in container {{ $labels.name }} was killed for lack of memory',
		means: 'The container was at its memory limit, and the kernel killed a process in it.',
		action: 'Raise its limit, or make it need less: fewer workers, a smaller model, a shorter context.',
		dashboard,
	},
];
