import type { Host } from '../../metrics/snapshot.ts';
import { lastValue } from '../../store/remote.ts';
import type { Context } from '../controls/context.ts';
import type { Model } from '../model.ts';
import type { Menu } from './menu.ts';

const hostsOf = ({ snapshot }: Model): readonly Host[] => lastValue(snapshot)?.hosts ?? [];

const nameOf = ({ name, instance }: Host): string => (name === undefined ? instance : `${name} (${instance})`);

/** The hosts that Prometheus knows. */
export const hostsMenu: Menu = {
	title: () => 'Which host?',
	items: model =>
		hostsOf(model).map(host => ({
			label: nameOf(host),
			pick: ({ set }) => set({ host: host.instance }),
		})),
};

/** Lets one of the hosts be picked, where there is a choice. */
export const chooseHost = ({ model, tell, open }: Context): void => {
	const hosts = hostsOf(model());
	const isElsewhere = model().state.host !== undefined && lastValue(model().snapshot)?.host === undefined;
	if (hosts.length < (isElsewhere ? 1 : 2)) {
		tell('There is only this one host to look at.', 'info');
		return;
	}
	const now = lastValue(model().snapshot)?.host?.instance;
	const index = hosts.findIndex(({ instance }) => instance === now);
	open({ kind: 'menu', menu: 'hosts', targets: [], index: Math.max(0, index) });
};
