import { type AlertCase, type Input, text } from './alert-case.ts';

const engine = { job: 'cadvisor', instance: 'c' };
const composed = (name: string) => text({ ...engine, name, container_label_com_docker_compose_service: name });
const scraped: Input = [`up{${text(engine)}}`, '1x60'];
const of = (name: string) => ({ ...engine, name });

/** The containers' alerts. */
export const containerAlertCases: readonly AlertCase[] = [
	{
		about: 'a health check that fails for more than three minutes',
		alert: 'ContainerUnhealthy',
		given: [
			[`container_health_state{${composed('db')}}`, '1x3 0x20'],
			[`container_health_state{${composed('ui')}}`, '1x30'],
			[`container_health_state{${composed('exporter')}}`, '-1x30'],
		],
		at: '10m',
		fires: [{ labels: of('db'), summary: 'Container db is not healthy' }],
	},
	{
		about: 'a container that takes two minutes to start',
		alert: 'ContainerUnhealthy',
		given: [[`container_health_state{${composed('db')}}`, '0 0 1x20']],
		at: '10m',
		fires: [],
	},
	{
		about: 'a service that has stopped, and a container run by hand that is done',
		alert: 'ContainerGone',
		given: [
			scraped,
			[`container_last_seen{${composed('db')}}`, '100+60x5 stale'],
			[`container_last_seen{${text(of('by-hand'))}}`, '100+60x5 stale'],
			[`container_last_seen{${composed('ui')}}`, '100+60x60'],
		],
		at: '10m',
		fires: [{ labels: of('db'), summary: 'Container db has stopped' }],
	},
	{
		about: 'a service that stopped half an hour ago',
		alert: 'ContainerGone',
		given: [scraped, [`container_last_seen{${composed('db')}}`, '100+60x5 stale']],
		at: '35m',
		fires: [],
	},
	{
		about: 'a service that was made anew under the same name',
		alert: 'ContainerGone',
		given: [
			scraped,
			[`container_last_seen{${composed('db')},id="/docker/a"}`, '100+60x5 stale'],
			[`container_last_seen{${composed('db')},id="/docker/b"}`, '_x6 500+60x60'],
		],
		at: '10m',
		fires: [],
	},
	{
		about: 'cAdvisor itself that is gone',
		alert: 'ContainerGone',
		given: [
			[`up{${text(engine)}}`, '1x5 0x60'],
			[`container_last_seen{${composed('db')}}`, '100+60x5 stale'],
		],
		at: '10m',
		fires: [],
	},
	{
		about: 'a container that started three times',
		alert: 'ContainerRestarting',
		given: [
			[`container_start_time_seconds{${composed('db')}}`, '100 100 200 300 400x20'],
			[`container_start_time_seconds{${composed('ui')}}`, '100 100 200x20'],
		],
		at: '10m',
		fires: [{ labels: of('db'), summary: 'Container db restarted 3 times in 15 minutes', value: '3 restarts' }],
	},
	{
		about: 'one that did so an hour ago',
		alert: 'ContainerRestarting',
		given: [[`container_start_time_seconds{${composed('db')}}`, '100 100 200 300 400x60']],
		at: '60m',
		fires: [],
	},
	{
		about: 'a container at its memory limit',
		alert: 'ContainerOomKilled',
		given: [
			[`container_oom_events_total{${composed('db')}}`, '0x3 1x20'],
			[`container_oom_events_total{${composed('ui')}}`, '0x20'],
		],
		at: '6m',
		fires: [{ labels: of('db'), summary: 'A process in container db was killed for lack of memory' }],
	},
	{
		about: 'one that was so before it was watched',
		alert: 'ContainerOomKilled',
		given: [[`container_oom_events_total{${composed('db')}}`, '7x20']],
		at: '6m',
		fires: [],
	},
];
