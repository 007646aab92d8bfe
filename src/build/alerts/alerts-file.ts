import type { Alert, AlertRecord } from './alert.ts';
import { alertGroups } from './alerts.ts';

/** The annotations of an alert, as Prometheus sends them; `runbook` is a section of MONITORING.md. */
export const annotationsOf = ({ name, summary, means, action, value, threshold, dashboard }: Alert) => ({
	summary,
	description: `${means} ${action}`,
	...(value === undefined ? {} : { value }),
	...(threshold === undefined ? {} : { threshold }),
	dashboard,
	runbook: `MONITORING.md#${name.toLowerCase()}`,
});

const lines = (alert: Alert, pending: string | undefined): readonly string[] => [
	`      - alert: ${alert.name}`,
	'        expr: |-',
	`          ${alert.expr}`,
	...(alert.for === undefined ? [] : [`        for: ${pending ?? alert.for}`]),
	`        labels: { severity: ${alert.severity} }`,
	'        annotations:',
	...Object.entries(annotationsOf(alert)).map(([name, text]) => `          ${name}: ${JSON.stringify(text)}`),
];

const recordLines = ({ series, expr }: AlertRecord): readonly string[] => [
	`      - record: ${series}`,
	'        expr: |-',
	`          ${expr}`,
];

/** The rule file with all alerts. `pending` stands in for how long each of them has to last, for a trial. */
export const alertsFile = (pending?: string): string =>
	[
		'# Generated from src/build/alerts by `npm run generate`: do not edit. Your own go into a file beside this one.',
		'groups:',
		...alertGroups.flatMap(({ name, records = [], alerts }) => [
			`  - name: ${name}`,
			'    rules:',
			...records.flatMap(recordLines),
			...alerts.flatMap(alert => lines(alert, pending)),
		]),
		'',
	].join('\n');
