import { fingerprintsOf, marker, type RuleGroup, ruleGroups } from '../metrics/rules.ts';
import { alertsDocument } from './alerts/alerts-document.ts';
import { alertsFile } from './alerts/alerts-file.ts';
import { dashboardFile } from './dashboards/dashboard-file.ts';
import { dashboards } from './dashboards/dashboards.ts';
import { dashboardsDocument } from './dashboards/dashboards-document.ts';
import { keysTable, metricsTable, settingsTable } from './documents.ts';
import { withSection } from './sections.ts';

/** A checked-in file, or a part of one, that follows from the source code. */
export type Generated = {
	/** Relative to the root of the repository. */
	readonly path: string;
	/** What the file has to be, given what it is; `undefined` is a file that does not exist. */
	readonly text: (current: string | undefined) => string;
};

/** The file of recording rules, with a marker in each group. */
export const rulesFile = (groups: readonly RuleGroup[] = ruleGroups): string =>
	[
		'# Generated from src/metrics/catalogue by `npm run generate`: do not edit.',
		'# The rate windows of a minute need a scrape interval of 15 s or less.',
		'groups:',
		...groups.flatMap(({ name, rules, interval }) => [
			`  - name: ${name}`,
			...(interval === undefined ? [] : [`    interval: ${interval}`]),
			'    rules:',
			...rules.flatMap(({ record, expr }) => [`      - record: ${record}`, '        expr: |-', `          ${expr}`]),
			`      - record: ${marker}`,
			'        expr: vector(1)',
			'        labels:',
			`          rules: ${JSON.stringify(fingerprintsOf({ rules }))}`,
			`          group: ${name}`,
		]),
		'',
	].join('\n');

/** Everything `npm run generate` writes and `npm run check` compares. */
export const generated: readonly Generated[] = [
	{ path: 'provisioning/prometheus/rules/aixcl.rules.yml', text: () => rulesFile() },
	{ path: 'provisioning/prometheus/rules/aixcl.alerts.yml', text: () => alertsFile() },
	...dashboards.map(dashboard => ({
		path: `provisioning/grafana/dashboards/${dashboard.uid}.json`,
		text: () => dashboardFile(dashboard),
	})),
	{
		path: 'README.md',
		text: (current = '') => withSection(withSection(current, 'keys', keysTable()), 'settings', settingsTable()),
	},
	{
		path: 'MONITORING.md',
		text: (current = '') =>
			[
				['metrics', metricsTable()] as const,
				['dashboards', dashboardsDocument()] as const,
				['alerts', alertsDocument()] as const,
			].reduce((text, [name, section]) => withSection(text, name, section), current),
	},
];
