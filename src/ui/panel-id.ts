/** The panels in the order of their numbers. */
export const panelIds = ['cpu', 'memory', 'io', 'containers', 'postgres', 'logs', 'alerts'] as const;

/** What can have the focus and the full screen: a panel, or the view of one container, which has no number. */
export type PanelId = (typeof panelIds)[number] | 'detail';
