import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { consequence } from '../src/ui/asking.ts';
import { wrap } from '../src/ui/empty.ts';
import type { Size } from '../src/ui/layout.ts';
import type { Question } from '../src/ui/state.ts';
import { Dialog } from './Dialog.tsx';

type Props = { readonly question: Question; readonly size: Size; readonly isAscii: boolean };

/** The question before a container is changed: what, which one, and what follows. Cancel is chosen at first. */
export function Confirm({ question: { action, id, name, button }, size, isAscii }: Props): ReactNode {
	const width = Math.min(64, size.columns - 4);
	const lines = wrap(consequence[action], width);
	const verb = action[0]!.toUpperCase() + action.slice(1);
	return (
		<Dialog
			title={`${verb} ${name}?`}
			size={size}
			width={width}
			height={lines.length + 3}
			isAscii={isAscii}
			colour="yellow"
		>
			<Text dimColor>container {id.slice(0, 12)}</Text>
			<Text>{lines.join('\n')}</Text>
			<Box height={1} />
			<Box gap={3}>
				<Text inverse={button === 'cancel'}> Cancel (n) </Text>
				<Text inverse={button === 'confirm'}> {verb} (y) </Text>
			</Box>
		</Dialog>
	);
}
