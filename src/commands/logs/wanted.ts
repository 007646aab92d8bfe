import { AixclError } from '../../errors.ts';
import { isContinuation, type Level, levelOf } from '../../text/log-level.ts';
import { learn, matches } from '../../ui/logs/matching.ts';
import type { NamedLine } from '../log-reading/merge.ts';
import type { LogsRequest } from './request.ts';

/**
 * Picks the lines that are to be printed; a line that goes on with the one before it has its level. Throws an AixclError
 * where a pattern takes too long.
 */
export const createWanted = ({
	pattern,
	level,
}: Pick<LogsRequest, 'pattern' | 'level'>): ((lines: readonly NamedLine[]) => readonly NamedLine[]) => {
	const last = new Map<string, Level | undefined>();
	const isBad = ({ name, line }: NamedLine) => {
		const own = levelOf(line.text) ?? (isContinuation(line.text) ? last.get(name) : undefined);
		last.set(name, own);
		return own === 'error' || (level === 'warn' && own === 'warn');
	};
	return lines => {
		const bad = level === undefined ? lines : lines.filter(isBad);
		if (!pattern) return bad;
		learn(
			pattern,
			bad.map(({ line }) => line),
		);
		if (pattern.isTooSlow()) {
			throw new AixclError('The pattern of --grep takes too long on these lines', {
				code: 'usage',
				hint: 'Write it simpler: one repetition inside another is tried in ever more ways.',
			});
		}
		return bad.filter(({ line }) => matches(pattern, line));
	};
};
