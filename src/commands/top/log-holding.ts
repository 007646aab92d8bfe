import type { LogLine } from '../../engine/container.ts';
import { type Clean, clean } from '../../text/clean.ts';
import { isContinuation, type Level, levelOf } from '../../text/log-level.ts';
import type { HeldLine } from '../../ui/logs/held-line.ts';

/** One of the containers whose logs are read. */
export type LogSource = { readonly id: string; readonly name: Clean };

// So that no two lines of two readings have the same place.
const apart = 2 ** 40;

/** Makes lines that are held of lines that were read, each with its place and its level. */
export const createHolding = (feed: number) => {
	let next = feed * apart + apart / 2;
	let first = next - 1;
	const levels = new Map<string, Level | undefined>();
	const levelIn = (last: Level | undefined, text: string) =>
		levelOf(text) ?? (last !== undefined && isContinuation(text) ? last : undefined);

	return {
		newer({ id, name }: LogSource, line: LogLine): HeldLine {
			const level = levelIn(levels.get(id), line.text);
			levels.set(id, level);
			return { seq: next++, source: id, name, line, level };
		},
		/** Lines that go before all others, in any order of containers; newest first, as the result is. */
		older(lines: readonly { readonly source: LogSource; readonly line: LogLine }[]): HeldLine[] {
			const before = new Map<string, Level | undefined>();
			const known = lines.toReversed().map(({ source, line }) => {
				const level = levelIn(before.get(source.id), line.text);
				before.set(source.id, level);
				return level;
			});
			return lines.map(({ source, line }, index) => ({
				seq: first--,
				source: source.id,
				name: source.name,
				line,
				level: known[lines.length - 1 - index],
			}));
		},
		mark({ id, name }: LogSource, text: string, at: number): HeldLine {
			levels.delete(id);
			const line = { stream: 'stdout', at, nanos: 0, text: clean(text) } as const;
			return { seq: next++, source: id, name, line, level: undefined, isMark: true };
		},
	};
};
