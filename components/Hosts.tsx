import { Text } from 'ink';
import type { ReactNode } from 'react';
import type { Host } from '../src/metrics/snapshot.ts';
import type { Size } from '../src/ui/layout.ts';
import { Dialog } from './Dialog.tsx';

type Props = {
	readonly hosts: readonly Host[];
	readonly index: number;
	readonly size: Size;
	readonly isAscii: boolean;
};

const nameOf = ({ name, instance }: Host): string => (name === undefined ? instance : `${name} (${instance})`);

/** The hosts that Prometheus knows, to pick one of. */
export function Hosts({ hosts, index, size, isAscii }: Props): ReactNode {
	const room = Math.max(1, size.rows - 6);
	const first = Math.max(0, Math.min(index - Math.floor(room / 2), hosts.length - room));
	const shown = hosts.slice(first, first + room);
	const width = Math.min(size.columns - 4, Math.max(30, ...shown.map(host => nameOf(host).length + 2)));
	return (
		<Dialog title="Which host?" size={size} width={width} height={shown.length} isAscii={isAscii}>
			{shown.map((host, row) => (
				<Text key={host.instance} inverse={first + row === index} wrap="truncate-end">
					{` ${nameOf(host)} `}
				</Text>
			))}
		</Dialog>
	);
}
