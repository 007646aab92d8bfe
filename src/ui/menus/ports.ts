import type { Container } from '../../engine/container.ts';
import { lastValue } from '../../store/remote.ts';
import type { Model } from '../model.ts';
import { engineMachine } from './engine-place.ts';
import type { Menu } from './menu.ts';

/** The addresses of what a container publishes by TCP, as this machine reaches them, or as the engine's does where that is another one. */
export const addressesOf = ({ ports }: Container, machine: string | undefined): readonly string[] => [
	...new Set(
		ports.flatMap(({ hostPort, hostIp, protocol }) => {
			if (hostPort === undefined || protocol !== 'tcp') return [];
			const anywhere = hostIp === undefined || hostIp === '' || hostIp === '0.0.0.0' || hostIp === '::';
			const host = anywhere ? (machine ?? '127.0.0.1') : hostIp.includes(':') ? `[${hostIp}]` : hostIp;
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
		const machine = engineMachine(model.engine);
		return container
			? addressesOf(container, machine).map(url => ({
					label: url,
					pick: ({ effects }) => effects.openUrl(url, targets[0]?.name ?? '', machine),
				}))
			: [];
	},
};
