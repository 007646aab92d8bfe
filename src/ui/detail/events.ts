import type { ContainerEvent } from '../../engine/details.ts';
import { fitLeft } from '../../text/width.ts';
import { exitMeaning } from '../containers/exit-code.ts';
import { paint, type Style } from '../paint.ts';
import { momentText } from './pairs.ts';

const styleOf: Readonly<Record<string, Style>> = { die: 'red', oom: 'red', kill: 'yellow', start: 'green' };

const wordsOf = ({ action, exitCode, detail }: ContainerEvent): string => {
	if (action === 'die' && exitCode !== undefined) return `exit ${exitCode}: ${exitMeaning(exitCode)}`;
	return detail ?? '';
};

/** What happened to one container, newest first, as far as the engine remembers. */
export const eventLines = (events: readonly ContainerEvent[], id: string | undefined, now: number): string[] => {
	const own = events.filter(event => event.id === id);
	if (own.length === 0) return [paint('Nothing has happened to it lately, as far as the engine remembers.', 'dim')];
	return own.toReversed().map(event => {
		const action = paint(fitLeft(event.action, 16), styleOf[event.action] ?? 'white');
		return `${momentText(event.at, now).padStart(8)}  ${action}  ${wordsOf(event)}`;
	});
};
