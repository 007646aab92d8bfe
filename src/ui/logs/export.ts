import { formatWhole } from '../../metrics/format.ts';
import type { Model } from '../model.ts';
import type { HeldLine } from './held-line.ts';
import { passingLines } from './passing.ts';
import { sightOf } from './sight.ts';

const isoOf = (at: number | undefined): string => (at === undefined ? '' : `${new Date(at).toISOString()} `);

/** The marked lines, else the one under the cursor, as they were written. */
export const copyText = (model: Model): { readonly count: number; readonly text: string } => {
	const { log } = model.state;
	const marked = passingLines(model.logs.lines, log).filter(({ seq }) => log.marked.has(seq));
	const sight = sightOf(model);
	const chosen = marked.length > 0 ? marked : sight ? [sight.lines[sight.cursor]!] : [];
	return { count: chosen.length, text: chosen.map(({ line }) => line.text).join('\n') };
};

/** A text to be saved, and what is said of it. */
export type Saving = {
	/** What its file is called, without its ending: whose log, and when. */
	readonly name: string;
	readonly text: string;
	/** e.g. `312 lines`. */
	readonly what: string;
	/** What is not in it; '' where that is nothing. */
	readonly remark: string;
};

const nameOf = ({ logs, state, clock }: Model): string => {
	const { target } = state.log;
	const whose = logs.name ?? (target !== 'selected' && 'project' in target ? target.project : 'merged');
	const when = new Date(clock.wall).toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
	return `${whose.replace(/[^\w.-]/g, '_').slice(0, 80)}-${when}`;
};

const remarkOf = ({ isWhole, isCurrent }: Model['logs']): string => {
	const missing = [isWhole ? '' : 'older', isCurrent ? '' : 'newer'].filter(Boolean).join(' and ');
	return missing === '' ? '' : `; ${missing} ones are not read`;
};

/** Everything that passes the filters, a line each: with times where they are shown, and names where there are several. */
export const savedLog = (model: Model): Saving => {
	const { log } = model.state;
	const { names, lines } = model.logs;
	const passing = passingLines(lines, log);
	const asText = ({ line, name }: HeldLine) =>
		`${log.stamps === 'off' ? '' : isoOf(line.at)}${names.length > 0 ? `${name} ` : ''}${line.text}\n`;
	return {
		name: nameOf(model),
		text: passing.map(asText).join(''),
		what: `${formatWhole(passing.length)} line${passing.length === 1 ? '' : 's'}`,
		remark: remarkOf(model.logs),
	};
};
