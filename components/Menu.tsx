import { Text } from 'ink';
import type { ReactNode } from 'react';
import { cellWidth, fitLeft } from '../src/text/width.ts';
import type { Size } from '../src/ui/layout.ts';
import type { MenuItem } from '../src/ui/menus/menu.ts';
import { Dialog } from './Dialog.tsx';

type Props = {
	readonly title: string;
	readonly items: readonly MenuItem[];
	readonly index: number;
	readonly size: Size;
	readonly isAscii: boolean;
};

const switchOf = ({ isOn }: MenuItem): string => (isOn === undefined ? '' : isOn ? '[x] ' : '[ ] ');

/** A list to pick from, the pointer in sight; the keys that pick at once stand at the right. */
export function Menu({ title, items, index, size, isAscii }: Props): ReactNode {
	const room = Math.max(1, size.rows - 6);
	const chosen = Math.min(index, items.length - 1);
	const first = Math.max(0, Math.min(chosen - Math.floor(room / 2), items.length - room));
	const shown = items.slice(first, first + room);
	const widest = Math.max(cellWidth(title), ...items.map(item => cellWidth(switchOf(item) + item.label) + 6));
	const width = Math.min(size.columns - 4, Math.max(30, widest));
	return (
		<Dialog title={title} size={size} width={width} height={Math.max(1, shown.length)} isAscii={isAscii}>
			{shown.length === 0 && <Text dimColor>There is nothing to pick.</Text>}
			{shown.map((item, row) => (
				<Text key={item.label} inverse={first + row === chosen} wrap="truncate-end">
					{fitLeft(` ${switchOf(item)}${item.label}`, width - 4)}
					{(item.key ?? '').padStart(3)}{' '}
				</Text>
			))}
		</Dialog>
	);
}
