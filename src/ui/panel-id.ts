/** The panels in the order of their numbers. */
export const panelIds = ['cpu', 'memory', 'io', 'containers', 'postgres', 'logs', 'alerts'] as const;

export type PanelId = (typeof panelIds)[number];
