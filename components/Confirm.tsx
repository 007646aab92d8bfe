import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { isTyped, wordOf } from '../src/ui/asking.ts';
import { wrap } from '../src/ui/empty.ts';
import { asciiGlyphs, unicodeGlyphs } from '../src/ui/glyphs.ts';
import type { Size } from '../src/ui/layout.ts';
import { questionText } from '../src/ui/question-text.ts';
import type { Question } from '../src/ui/state.ts';
import { Dialog } from './Dialog.tsx';

type Props = { readonly question: Question; readonly size: Size; readonly isAscii: boolean };

// Border, title and buttons, and a line between each.
const around = 6;

/** The question before containers are changed: what, which ones, and what follows. Cancel is chosen at first. */
export function Confirm({ question, size, isAscii }: Props): ReactNode {
	const { action, signal, targets, button, typed } = question;
	const width = Math.min(64, size.columns - 4);
	const asking = `Type ${wordOf(question)} to go on: `;
	const typing = typed === undefined ? 0 : wrap(`${asking}${typed}_`, width).length + 1;
	const { ellipsis } = isAscii ? asciiGlyphs : unicodeGlyphs;
	const height = Math.max(2, size.rows - around - typing);
	const { names, consequences } = questionText(question, { width, height, ellipsis });
	const verb = signal === undefined ? action[0]!.toUpperCase() + action.slice(1) : `Send ${signal} to`;
	const label = signal ?? verb;
	const what = targets.length === 1 ? targets[0]!.name : `${targets.length} containers`;
	return (
		<Dialog
			title={`${verb} ${what}?`}
			size={size}
			width={width}
			height={names.length + consequences.length + 2 + typing}
			isAscii={isAscii}
			colour="yellow"
		>
			<Text dimColor>{names.join('\n')}</Text>
			<Text>{consequences.join('\n')}</Text>
			<Box height={1} flexShrink={0} />
			{typed !== undefined && (
				<Text>
					{asking}
					<Text bold>{typed}</Text>
					<Text inverse> </Text>
				</Text>
			)}
			{typed !== undefined && <Box height={1} flexShrink={0} />}
			{typed === undefined ? (
				<Box gap={3}>
					<Text inverse={button === 'cancel'}> Cancel (n) </Text>
					<Text inverse={button === 'confirm'}> {label} (y) </Text>
				</Box>
			) : (
				<Box gap={3}>
					<Text inverse={!isTyped(question)}> Cancel (Esc) </Text>
					<Text inverse={isTyped(question)} dimColor={!isTyped(question)}>
						{` ${label} (Enter) `}
					</Text>
				</Box>
			)}
		</Dialog>
	);
}
