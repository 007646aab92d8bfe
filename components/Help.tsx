import { Text } from 'ink';
import type { ReactNode } from 'react';
import type { Glyphs } from '../src/ui/glyphs.ts';
import { helpLines, helpRoom } from '../src/ui/help.ts';
import type { Scope } from '../src/ui/keys/binding.ts';
import type { Size } from '../src/ui/layout.ts';
import { Dialog } from './Dialog.tsx';

type Props = {
	readonly size: Size;
	readonly isReadOnly: boolean;
	readonly glyphs: Glyphs;
	readonly scopes: readonly Scope[];
	/** Lines scrolled down. */
	readonly scroll: number;
};

/** Every key that works, from the one table, those of where one is first; as much of it as there is room for. */
export function Help({ size, isReadOnly, glyphs, scopes, scroll }: Props): ReactNode {
	const { width, height } = helpRoom(size);
	const lines = helpLines({ width, height, isReadOnly, glyphs, scopes });
	const first = Math.min(scroll, Math.max(0, lines.length - height));
	const shown = lines.slice(first, first + height);
	const more =
		lines.length > height
			? `Keys ${first + 1}-${first + shown.length} of ${lines.length} lines; j and k scroll`
			: 'Keys';
	return (
		<Dialog title={more} size={size} width={width} height={shown.length} isAscii={glyphs.isAscii}>
			<Text>{shown.join('\n')}</Text>
		</Dialog>
	);
}
