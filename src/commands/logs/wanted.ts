import { isContinuation, type Level, levelOf } from '../../text/log-level.ts';
import type { NamedLine } from '../log-reading/merge.ts';
import type { LogsRequest } from './request.ts';

/** Tells whether a line is to be printed; a line that goes on with the one before it has its level. */
export const createWanted = ({
	pattern,
	level,
}: Pick<LogsRequest, 'pattern' | 'level'>): ((line: NamedLine) => boolean) => {
	const last = new Map<string, Level | undefined>();
	const isBad = ({ name, line }: NamedLine) => {
		const own = levelOf(line.text) ?? (isContinuation(line.text) ? last.get(name) : undefined);
		last.set(name, own);
		return own === 'error' || (level === 'warn' && own === 'warn');
	};
	return named => (level === undefined || isBad(named)) && (pattern?.test(named.line.text) ?? true);
};
