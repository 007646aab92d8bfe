import { Text } from 'ink';
import type { ReactNode } from 'react';
import { tooSmallLines } from '../src/ui/draw-screen.ts';
import type { Size } from '../src/ui/layout.ts';

/** What a terminal shows that has no room for the screen. */
export function TooSmall({ size }: { readonly size: Size }): ReactNode {
	return <Text>{tooSmallLines(size).join('\n')}</Text>;
}
