import type { ContainerDetails } from '../../engine/details.ts';
import { fitLeft } from '../../text/width.ts';
import { paint } from '../paint.ts';
import { heading, pair } from './pairs.ts';

const portLines = ({ ports }: ContainerDetails): string[] =>
	ports.length === 0
		? [paint('No port is published or exposed.', 'dim')]
		: ports.map(({ hostIp, hostPort, containerPort, protocol }) => {
				const inside = fitLeft(`${containerPort}/${protocol}`, 12);
				return hostPort === undefined
					? `${inside}  ${paint('not published', 'dim')}`
					: `${inside}  on ${hostIp ? `${hostIp}:` : ''}${hostPort}`;
			});

/** Which networks it is on, under which names, and which ports it publishes. */
export const networkLines = (details: ContainerDetails, width: number): string[] => [
	...pair('mode', details.networkMode, width),
	...details.networks.flatMap(({ name, address, gateway, aliases }) => [
		...heading(name),
		...pair('address', address, width),
		...pair('gateway', gateway, width),
		...pair('known as', aliases.join('  '), width),
	]),
	...heading('Ports'),
	...portLines(details),
];
