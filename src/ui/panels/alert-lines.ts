import type { ActiveAlert } from '../../metrics/alert-rule.ts';
import { formatDuration } from '../../metrics/format.ts';
import { fitLeft, fitRight } from '../../text/width.ts';
import { wrap } from '../empty.ts';
import type { Glyphs } from '../glyphs.ts';
import { paint, type Style } from '../paint.ts';
import { formatFor, thresholdOf } from '../threshold.ts';

const styleOf = ({ state, severity }: ActiveAlert, isSilenced: boolean): Style =>
	isSilenced ? 'dim' : state === 'firing' && severity === 'critical' ? 'red' : 'yellow';

const since = ({ activeAt }: ActiveAlert, now: number): string =>
	activeAt === undefined ? '' : formatDuration(Math.max(0, now - activeAt) / 1000);

/** A value beside what its rule compares it with, e.g. `93.1% > 80.0%`. */
export const valueText = ({ value, query }: ActiveAlert): string => {
	const format = formatFor(query);
	const threshold = thresholdOf(query);
	return threshold ? `${format(value)} ${threshold.sign} ${format(threshold.value)}` : format(value);
};

/** What an alert is about, of all that its labels tell. */
export const subjectOf = ({ labels }: ActiveAlert): string =>
	labels.name ?? labels.device ?? labels.instance ?? labels.job ?? '';

type LineParts = { readonly now: number; readonly isSilenced: boolean; readonly glyphs: Glyphs };

// Cells of an alert's name and of what it is about.
const narrowestName = 12;

/** One alert in one line of so many cells; `now` in milliseconds since the epoch. */
export const alertLine = (alert: ActiveAlert, width: number, { now, isSilenced, glyphs }: LineParts): string => {
	const mark = alert.state === 'firing' && !isSilenced ? glyphs.warning : glyphs.hollow;
	const word = isSilenced ? 'silenced' : alert.state;
	const style = styleOf(alert, isSilenced);
	const state = fitLeft(`${word}${alert.severity ? ` ${alert.severity}` : ''}`, 17, glyphs.ellipsis);
	const facts = [fitRight(since(alert, now), 8), fitRight(valueText(alert), 20, glyphs.ellipsis)];
	const widthOf = (count: number) => 4 + 17 + facts.slice(0, count).reduce((sum, fact) => sum + 2 + fact.length, 0);
	// Where it is too narrow for all, the name and the state are worth more than since when, and that more than the value.
	const shown = [2, 1, 0].find(count => width - widthOf(count) >= narrowestName) ?? 0;
	const name = fitLeft(`${alert.name} ${subjectOf(alert)}`, width - widthOf(shown), glyphs.ellipsis);
	return [`${paint(mark, style, 'bold')} ${name}`, paint(state, style), ...facts.slice(0, shown)].join('  ');
};

const section = (title: string, text: string | undefined, width: number): string[] =>
	text === undefined || text === '' ? [] : [paint(title, 'dim'), ...wrap(text, width - 2).map(line => `  ${line}`)];

/** What an alert means and what to do, as its rule says it, and what there is to say of its silence. */
export const alertDetails = (
	alert: ActiveAlert,
	silence: readonly (readonly [title: string, text: string])[],
	width: number,
): string[] => {
	const { summary, description, runbook_url: address, runbook, action, ...others } = alert.annotations;
	const labels = Object.entries(alert.labels).map(([name, value]) => `${name}=${value}`);
	return [
		...section('what', summary, width),
		...section('meaning', description, width),
		...section('what to do', action, width),
		...section('runbook', address ?? runbook, width),
		...Object.entries(others).flatMap(([name, text]) => section(name, text, width)),
		...silence.flatMap(([title, text]) => section(title, text, width)),
		...section('labels', labels.join('  '), width),
		...section('rule', alert.query, width),
		...section('fires after', alert.holdFor ? formatDuration(alert.holdFor / 1000) : undefined, width),
	];
};
