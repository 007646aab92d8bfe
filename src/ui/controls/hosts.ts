import type { Host } from '../../metrics/snapshot.ts';
import { lastValue } from '../../store/remote.ts';
import type { Model } from '../model.ts';
import type { Context } from './context.ts';

const hostsOf = ({ snapshot }: Model): readonly Host[] => lastValue(snapshot)?.hosts ?? [];

/** Lets one of the hosts be picked, where there is a choice. */
export const chooseHost = ({ model, tell, open }: Context) => {
	const hosts = hostsOf(model());
	const isElsewhere = model().state.host !== undefined && lastValue(model().snapshot)?.host === undefined;
	if (hosts.length < (isElsewhere ? 1 : 2)) return tell('There is only this one host to look at.', 'info');
	const now = lastValue(model().snapshot)?.host?.instance;
	const index = hosts.findIndex(({ instance }) => instance === now);
	open({ kind: 'hosts', index: Math.max(0, index) });
};

export const moveHost = ({ model, set }: Context, by: number): void => {
	const { dialog } = model().state;
	if (dialog?.kind !== 'hosts') return;
	const last = hostsOf(model()).length - 1;
	set({ dialog: { ...dialog, index: Math.max(0, Math.min(last, dialog.index + by)) } });
};

export const pickHost = ({ model, set }: Context): void => {
	const { dialog } = model().state;
	if (dialog?.kind === 'hosts') set({ dialog: undefined, host: hostsOf(model())[dialog.index]?.instance });
};
