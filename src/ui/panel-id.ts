/** The panels in the order of their numbers. */
export const panelIds = ['cpu', 'memory', 'io', 'containers', 'postgres', 'logs', 'alerts'] as const;

/** What can have the focus and the full screen: a panel, or a view that has no number: of one container, or of what changed. */
export type PanelId = (typeof panelIds)[number] | 'detail' | 'changes';
