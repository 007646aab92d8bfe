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

/** Everything that passes the filters, a line each: with times where they are shown, and names where there are several. */
export const savedText = (model: Model): string => {
	const { log } = model.state;
	const { names, lines } = model.logs;
	const asText = ({ line, name }: HeldLine) =>
		`${log.stamps === 'off' ? '' : isoOf(line.at)}${names.length > 0 ? `${name} ` : ''}${line.text}\n`;
	return passingLines(lines, log).map(asText).join('');
};

/** What a file of it is called, without its ending: whose log, and when. */
export const savedName = ({ logs, state, clock }: Model): string => {
	const { target } = state.log;
	const whose = (logs.name ?? (target !== 'selected' && 'project' in target ? target.project : 'merged'))
		.replace(/[^\w.-]/g, '_')
		.slice(0, 80);
	return `${whose}-${new Date(clock.wall).toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}`;
};
