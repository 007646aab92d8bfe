import type { Alert } from './alert.ts';
import { alertGroups } from './alerts.ts';

const when = ({ expr, severity, for: pending }: Alert): string =>
	`*${severity === 'none' ? 'no alarm' : severity}*, ${pending === undefined ? 'at once' : `after ${pending}`}, when \`${expr}\``;

/** A section for each alert, named as its runbook annotation says. */
export const alertsDocument = (): string =>
	alertGroups
		.flatMap(({ alerts }) => alerts)
		.map(alert => [`### ${alert.name}`, when(alert), alert.means, alert.action].join('\n\n'))
		.join('\n\n');
