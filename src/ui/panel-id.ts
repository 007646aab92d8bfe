/** The panels in the order of their numbers, which stay the same where one of them is not shown. */
export const panelIds = ['cpu', 'memory', 'io', 'containers', 'postgres', 'logs', 'alerts', 'gpu', 'llm'] as const;

/** What can have the focus and the full screen: a panel, or a view that has no number: of one container, or of what changed. */
export type PanelId = (typeof panelIds)[number] | 'detail' | 'changes';

/** The panels of what not every machine has. */
export const optionalPanelIds = ['gpu', 'llm'] as const satisfies readonly PanelId[];

export type OptionalPanelId = (typeof optionalPanelIds)[number];

export const isOptional = (panel: PanelId): panel is OptionalPanelId =>
	(optionalPanelIds as readonly PanelId[]).includes(panel);
