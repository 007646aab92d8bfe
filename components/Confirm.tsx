import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { isModelAction } from '../src/llm/model-action.ts';
import { isTyped, wordOf } from '../src/ui/asking.ts';
import { wrap } from '../src/ui/empty.ts';
import type { Size } from '../src/ui/layout.ts';
import type { Question } from '../src/ui/state.ts';
import { Dialog } from './Dialog.tsx';

type Props = { readonly question: Question; readonly size: Size; readonly isAscii: boolean };

const listed = ({ action, targets }: Question): string =>
	isModelAction(action)
		? `model of Ollama`
		: targets.length === 1
			? `container ${targets[0]!.id.slice(0, 12)}`
			: targets.map(({ name, id }) => `${name} (${id.slice(0, 12)})`).join(', ');

/** The question before containers are changed: what, which ones, and what follows. Cancel is chosen at first. */
export function Confirm({ question, size, isAscii }: Props): ReactNode {
	const { action, signal, targets, button, typed } = question;
	const width = Math.min(64, size.columns - 4);
	const room = Math.max(2, size.rows - 11);
	const names = wrap(listed(question), width).slice(0, room);
	const lines = question.lines.flatMap(line => wrap(line, width)).slice(0, Math.max(1, room - names.length));
	const verb = signal === undefined ? action[0]!.toUpperCase() + action.slice(1) : `Send ${signal} to`;
	const label = signal ?? verb;
	const what = targets.length === 1 ? targets[0]!.name : `${targets.length} containers`;
	return (
		<Dialog
			title={`${verb} ${what}?`}
			size={size}
			width={width}
			height={names.length + lines.length + (typed === undefined ? 2 : 4)}
			isAscii={isAscii}
			colour="yellow"
		>
			<Text dimColor>{names.join('\n')}</Text>
			<Text>{lines.join('\n')}</Text>
			<Box height={1} flexShrink={0} />
			{typed !== undefined && (
				<Text>
					Type {wordOf(question)} to go on: <Text bold>{typed}</Text>
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
