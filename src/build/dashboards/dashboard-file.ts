import { buildDashboard } from './build-dashboard.ts';
import type { Dashboard } from './spec.ts';

// The builder's default would tuck links and marks away in a menu.
const inSight = (name: string, value: unknown): unknown =>
	name === 'placement' && value === 'inControlsMenu' ? undefined : value;

/** The text of a dashboard's file, always the same for the same dashboard. */
export const dashboardFile = (dashboard: Dashboard): string =>
	`${JSON.stringify(buildDashboard(dashboard), inSight, '\t')}\n`;
