export type Dashboard = { readonly uid: string; readonly title: string };

/** The provisioned Grafana dashboards, by the uid in their address. */
export const dashboards: readonly Dashboard[] = [
	{ uid: 'system-overview', title: 'System overview' },
	{ uid: 'docker-containers', title: 'Docker containers' },
	{ uid: 'postgresql-performance', title: 'PostgreSQL performance' },
	{ uid: 'gpu', title: 'GPUs' },
	{ uid: 'llm', title: 'Models' },
	{ uid: 'aixcl-top', title: 'The screen of aixcl top' },
];
