import { metricOf } from '../../metrics/catalogue/catalogue.ts';
import { type Alert, above, asPercent } from './alert.ts';

const dashboard = 'postgresql-performance';
const up = metricOf('postgres.up').series;
const share = `${metricOf('postgres.connections').series} / ${metricOf('postgres.connections.max').series}`;

/** PostgreSQL. */
export const postgresAlerts: readonly Alert[] = [
	{
		name: 'PostgresDown',
		expr: `${up} == 0`,
		for: '1m',
		severity: 'critical',
		summary: 'PostgreSQL behind {{ $labels.instance }} does not answer',
		means: 'The exporter runs and cannot log in. Open WebUI neither shows nor keeps a conversation meanwhile.',
		action:
			'Is the container running and healthy (`aixcl status`)? Its log says why not: a full disk, a wrong password, or recovery after a crash, which only takes time.',
		dashboard,
	},
	{
		name: 'PostgresConnectionsHigh',
		expr: `${share} > 0.8`,
		for: '5m',
		severity: 'warning',
		summary: `${asPercent} of the usable connections are open on {{ $labels.instance }}`,
		means:
			'The connections that ordinary roles may open are running out. Usable is max_connections without those reserved for superusers.',
		action:
			'See on the dashboard what the sessions do. Many that are idle: make the application\u2019s pool smaller. Many that are active: look at the slowest statements. Idle in transaction: find the client that does not end what it began.',
		value: asPercent,
		threshold: above(0.8),
		dashboard,
	},
	{
		name: 'PostgresConnectionsExhausted',
		expr: `${share} >= 0.95`,
		for: '1m',
		severity: 'critical',
		summary: `${asPercent} of the usable connections are open on {{ $labels.instance }}: new ones are refused`,
		means: 'The next client gets "too many clients already" instead of a session.',
		action:
			"End sessions that do nothing (`select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle'`) or restart the application that holds them; then raise max_connections or make its pool smaller.",
		value: asPercent,
		threshold: 'at 95 %',
		dashboard,
	},
];
