import { table } from '../sections.ts';
import { dashboards } from './dashboards.ts';
import type { Dashboard } from './spec.ts';

const section = ({ uid, title, about, variables, rows }: Dashboard): string =>
	[
		`### ${title}`,
		`\`${uid}\`. ${about} Picked by: ${variables.map(({ label }) => label.toLowerCase()).join(', ')}.`,
		table(
			['row', 'panel', 'what it tells'],
			rows.flatMap(row => row.panels.map(panel => [row.title, panel.title, panel.about])),
		),
	].join('\n\n');

/** A section for each dashboard, with what each of its panels tells. */
export const dashboardsDocument = (): string => dashboards.map(section).join('\n\n');
