import { describeError } from '../../errors.ts';
import { formatDuration } from '../../metrics/format.ts';
import { clean } from '../../text/clean.ts';
import { wrap } from '../empty.ts';
import type { Model } from '../model.ts';
import { paint } from '../paint.ts';

type Part = Pick<Model, 'containers' | 'clock' | 'state' | 'glyphs'>;

/** The part of the table's title that says the engine does not answer, and how old the list is; nothing while it does. */
export const lostNote = ({ containers, clock }: Part): readonly string[] => {
	if (containers.status !== 'stale') return [];
	const age = Math.max(0, clock.monotonic - containers.receivedAt) / 1000;
	return [paint(`engine lost, list ${formatDuration(age)} old`, 'yellow')];
};

// A sentence with the path of a socket in it seldom fits one line.
const mostLines = 2;

/** The lines below such a list: why, and when the engine is asked again. The past is not the engine's. */
export const lostLines = ({ containers, clock, state, glyphs }: Part, width: number): readonly string[] => {
	if (containers.status !== 'stale' || state.at !== undefined) return [];
	const wait = `retry ${Math.max(0, Math.ceil((containers.retryAt - clock.monotonic) / 1000))}s`;
	const reason = clean(describeError(containers.error).message);
	const lines = wrap(`${reason}, ${wait}`, width - 2).slice(0, mostLines);
	return lines.map((line, index) => paint(`${index === 0 ? glyphs.warning : ' '} ${line}`, 'yellow'));
};
