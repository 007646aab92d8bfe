import type { LogLine } from '../../engine/container.ts';
import { isWholeSecond, keyOfLine } from './moments.ts';

/** Takes one of the lines with this key out of those that are known; whether there was one. */
export const takeOne = (known: Map<string, number>, key: string): boolean => {
	const count = known.get(key) ?? 0;
	if (count === 1) known.delete(key);
	else if (count > 1) known.set(key, count - 1);
	return count > 0;
};

/**
 * Recognises whole lines whose beginnings and ends are known in the wrong places. Podman 4 keeps a line in two parts
 * where a burst fills its buffer; asked for the last lines, it puts the first part behind the line before: of `one`
 * and `two` it tells `onet` and `wo`, and of the same log read from its beginning, `one` and `two`.
 */
export const createTorn = (known: Map<string, number>): ((line: LogLine) => boolean) => {
	let begun: string | undefined;
	return line => {
		const beginning = begun;
		begun = undefined;
		if (line.at === undefined || !isWholeSecond({ at: line.at, nanos: line.nanos })) return false;
		if (beginning !== undefined && line.text.startsWith(beginning)) {
			const end = `${keyOfLine(line, '')}${line.text.slice(beginning.length)}`;
			if (takeOne(known, end)) return true;
		}
		const own = keyOfLine(line);
		// An empty line is the beginning of every one.
		if (line.text === '') return false;
		for (const key of known.keys()) {
			if (key.length === own.length || !key.startsWith(own)) continue;
			begun = key.slice(own.length);
			return takeOne(known, key);
		}
		return false;
	};
};
