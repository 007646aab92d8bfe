import { Text } from 'ink';
import { type ReactNode, useContext } from 'react';
import { wrap } from '../src/ui/empty.ts';
import { asciiGlyphs, unicodeGlyphs } from '../src/ui/glyphs.ts';
import type { Size } from '../src/ui/layout.ts';
import { Dialog } from './Dialog.tsx';
import { ScreenContext } from './screen-context.ts';

type Props = {
	readonly title: string;
	readonly url?: string | undefined;
	readonly lines: readonly string[];
	readonly size: Size;
	readonly isAscii: boolean;
};

// Border, title, and a line below it.
const around = 4;

/** Something to read, as far as there is room for it, and an address to open elsewhere where there is one: shown whole, and as a link. */
export function Message({ title, url, lines, size, isAscii }: Props): ReactNode {
	const screen = useContext(ScreenContext);
	const width = Math.min(100, size.columns - 4);
	const linked = (part: string) => (screen && url !== undefined ? screen.link(url, part) : part);
	const address = url === undefined ? [] : [...wrap(url, width).map(linked), ' '];
	const all = lines.flatMap(line => (line === '' ? [' '] : wrap(line, width)));
	const { ellipsis } = isAscii ? asciiGlyphs : unicodeGlyphs;
	const room = Math.max(1, size.rows - around - address.length);
	const left = all.length - (room - 1);
	const text = all.length <= room ? all : [...all.slice(0, room - 1), `${ellipsis} and ${left} more lines`];
	return (
		<Dialog title={title} size={size} width={width} height={address.length + text.length} isAscii={isAscii}>
			{address.length > 0 && <Text color="cyan">{address.join('\n')}</Text>}
			<Text>{text.join('\n')}</Text>
		</Dialog>
	);
}
