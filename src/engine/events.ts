import { textAt } from './json-at.ts';
import { isContainerId } from './list-row.ts';

/** The actions after which a list of containers may look different. */
export const listChanging = [
	'create',
	'start',
	'die',
	'stop',
	'restart',
	'pause',
	'unpause',
	'destroy',
	'remove',
	'rename',
	'oom',
	'health_status',
	'update',
] as const;

/**
 * What a line of `/events` means for the list: the ID of the container that changed; `any` where that cannot be told;
 * undefined where the line changes nothing, such as the commands that health checks run.
 */
export const changedBy = (line: string): string | undefined => {
	if (line.trim() === '') return undefined;
	let event: unknown;
	try {
		event = JSON.parse(line);
	} catch {
		return 'any';
	}
	const action = (textAt(event, 'Action') ?? textAt(event, 'status') ?? '').split(':', 1)[0] ?? '';
	if (!listChanging.some(name => name === action)) return undefined;
	const id = textAt(event, 'Actor', 'ID') ?? textAt(event, 'id') ?? '';
	return isContainerId(id) ? id : 'any';
};
