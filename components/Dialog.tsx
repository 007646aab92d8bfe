import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { Size } from '../src/ui/layout.ts';
import { Overlay } from './Overlay.tsx';

type Props = {
	readonly title: string;
	readonly size: Size;
	/** Cells of the inside. */
	readonly width: number;
	readonly height: number;
	readonly isAscii: boolean;
	readonly colour?: 'cyan' | 'yellow';
	readonly children: ReactNode;
};

/** A bordered box in the middle of the screen, never larger than it. */
export function Dialog({ title, size, width, height, isAscii, colour = 'cyan', children }: Props): ReactNode {
	const outerWidth = Math.min(size.columns, width + 4);
	const outerHeight = Math.min(size.rows, height + 4);
	return (
		<Overlay
			width={outerWidth}
			height={outerHeight}
			left={Math.floor((size.columns - outerWidth) / 2)}
			top={Math.floor((size.rows - outerHeight) / 2)}
			flexDirection="column"
			borderStyle={isAscii ? 'classic' : 'round'}
			borderColor={colour}
			paddingX={1}
			overflow="hidden"
		>
			<Text bold color={colour} wrap="truncate-middle">
				{title}
			</Text>
			<Box height={1} flexShrink={0} />
			{children}
		</Overlay>
	);
}
