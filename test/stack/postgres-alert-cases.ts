import { type AlertCase, type Input, text } from './alert-case.ts';

const server = { job: 'p', instance: 'pg' };

const connections = (open: number): readonly Input[] => [
	[`pg_stat_activity_count{${text(server)},datname="webui",state="idle"}`, `${open}x60`],
	[`pg_settings_max_connections{${text(server)}}`, '103x60'],
	[`pg_settings_superuser_reserved_connections{${text(server)}}`, '3x60'],
];

/** PostgreSQL's alerts. */
export const postgresAlertCases: readonly AlertCase[] = [
	{
		about: 'a server that refuses its exporter',
		alert: 'PostgresDown',
		given: [[`pg_up{${text(server)}}`, '1x3 0x20']],
		at: '6m',
		fires: [{ labels: server, summary: 'PostgreSQL behind pg does not answer' }],
	},
	{
		about: 'a server that answers',
		alert: 'PostgresDown',
		given: [[`pg_up{${text(server)}}`, '1x20']],
		at: '6m',
		fires: [],
	},
	{
		about: 'eighty-five of a hundred connections',
		alert: 'PostgresConnectionsHigh',
		given: connections(85),
		at: '10m',
		fires: [{ labels: server, summary: '85% of the usable connections are open on pg', value: '85%' }],
	},
	{
		about: 'eighty of a hundred connections',
		alert: 'PostgresConnectionsHigh',
		given: connections(80),
		at: '10m',
		fires: [],
	},
	{
		about: 'ninety-five of a hundred connections',
		alert: 'PostgresConnectionsExhausted',
		given: connections(95),
		at: '5m',
		fires: [
			{
				labels: server,
				summary: '95% of the usable connections are open on pg: new ones are refused',
				value: '95%',
			},
		],
	},
	{
		about: 'ninety of a hundred connections',
		alert: 'PostgresConnectionsExhausted',
		given: connections(90),
		at: '5m',
		fires: [],
	},
];
