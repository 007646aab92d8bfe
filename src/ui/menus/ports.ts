import type { Container } from '../../engine/container.ts';
import { lastValue } from '../../store/remote.ts';
import type { Model } from '../model.ts';
import type { Menu } from './menu.ts';

/** The addresses of what a container publishes by TCP, as this machine reaches them. */
export const addressesOf = ({ ports }: Container): readonly string[] => [
	...new Set(
		ports.flatMap(({ hostPort, hostIp, protocol }) => {
			if (hostPort === undefined || protocol !== 'tcp') return [];
			const anywhere = hostIp === undefined || hostIp === '' || hostIp === '0.0.0.0' || hostIp === '::';
			const host = anywhere ? '127.0.0.1' : hostIp.includes(':') ? `[${hostIp}]` : hostIp;
			return [`http${hostPort === 443 ? 's' : ''}://${host}:${hostPort}`];
		}),
	),
];

const containerIn = ({ containers }: Model, id: string | undefined): Container | undefined =>
	lastValue(containers)?.find(each => each.id === id);

/** Which of several published ports to open in a browser. */
export const portsMenu: Menu = {
	title: (_, { targets }) => `Open which port of ${targets[0]?.name ?? ''}?`,
	items: (model, { targets }) => {
		const container = containerIn(model, targets[0]?.id);
		return container
			? addressesOf(container).map(url => ({
					label: url,
					pick: ({ effects }) => effects.openUrl(url, targets[0]?.name ?? ''),
				}))
			: [];
	},
};
