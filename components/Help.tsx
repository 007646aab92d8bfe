import { Text } from 'ink';
import type { ReactNode } from 'react';
import type { Glyphs } from '../src/ui/glyphs.ts';
import { helpLines } from '../src/ui/help.ts';
import type { Size } from '../src/ui/layout.ts';
import { Dialog } from './Dialog.tsx';

type Props = { readonly size: Size; readonly isReadOnly: boolean; readonly glyphs: Glyphs };

/** Every key that works, from the one table. */
export function Help({ size, isReadOnly, glyphs }: Props): ReactNode {
	const width = Math.min(122, size.columns - 4);
	const lines = helpLines(width, size.rows - 6, isReadOnly, glyphs);
	return (
		<Dialog title="Keys" size={size} width={width} height={lines.length} isAscii={glyphs.isAscii}>
			<Text>{lines.join('\n')}</Text>
		</Dialog>
	);
}
