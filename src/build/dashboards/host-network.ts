import { interfaceRate, overHost } from './host-queries.ts';
import { lines, scaleOf } from './panels.ts';
import type { Panel, Row } from './spec.ts';

/** Bytes to and from each interface. */
export const networkTraffic: Panel = lines({
	title: 'Network traffic',
	about:
		'Bytes received (above) and sent (below), by interface. Bridges and the ends of tunnels are left out: their traffic crosses a real interface or never leaves.',
	width: 12,
	queries: [
		{ expr: overHost('host.network.receive_bytes_per_second'), legend: '{{device}} received' },
		{ expr: overHost('host.network.transmit_bytes_per_second'), legend: '{{device}} sent' },
	],
	...scaleOf('host.network.receive_bytes_per_second'),
	below: '/ sent$/',
});

/** The machine's interfaces. */
export const hostNetwork: Row = {
	title: 'Network',
	panels: [
		networkTraffic,
		lines({
			title: 'Network errors and drops',
			about: 'Packets that were damaged, and packets that were dropped, by interface. Both ought to be none.',
			width: 12,
			queries: [
				{ expr: interfaceRate('receive_errs', 'receive_errors'), legend: '{{device}} receive errors' },
				{ expr: interfaceRate('transmit_errs', 'transmit_errors'), legend: '{{device}} transmit errors' },
				{ expr: interfaceRate('receive_drop', 'receive_packets_dropped'), legend: '{{device}} received and dropped' },
				{ expr: interfaceRate('transmit_drop', 'transmit_packets_dropped'), legend: '{{device}} dropped unsent' },
			],
			unit: 'per_second',
		}),
	],
};
