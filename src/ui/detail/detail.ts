import type { Container } from '../../engine/container.ts';
import type { Change, Model } from '../model.ts';

/** What there is to know of a container, a tab each. */
export const tabs = ['overview', 'config', 'mounts', 'network', 'health', 'processes', 'events', 'charts'] as const;

export type Tab = (typeof tabs)[number];

/** The container whose details are looked at, bound to its ID; which of them, and how far it is scrolled. */
export type Detail = { readonly id: string; readonly tab: Tab; readonly scroll: number };

export const openDetail = ({ id }: Pick<Container, 'id'>): Change => ({
	state: { focus: 'detail', full: 'detail', detail: { id, tab: 'overview', scroll: 0 }, selected: id },
});

export const leaveDetail = (): Change => ({ state: { focus: 'containers', full: undefined, detail: undefined } });

export const showTab = ({ state: { detail } }: Model, tab: Tab): Change =>
	detail ? { state: { detail: { ...detail, tab, scroll: 0 } } } : {};

export const turnTab = (model: Model, by: 1 | -1): Change => {
	const index = tabs.indexOf(model.state.detail?.tab ?? 'overview');
	return showTab(model, tabs[(index + by + tabs.length) % tabs.length] ?? 'overview');
};
