import type { ActiveAlert } from '../../metrics/alert-rule.ts';
import { formatDuration } from '../../metrics/format.ts';
import { fitLeft, fitRight } from '../../text/width.ts';
import { wrap } from '../empty.ts';
import type { Glyphs } from '../glyphs.ts';
import { paint, type Style } from '../paint.ts';
import { formatFor, thresholdOf } from '../threshold.ts';

const styleOf = ({ state, severity }: ActiveAlert): Style =>
	state === 'pending' ? 'yellow' : severity === 'critical' ? 'red' : 'yellow';

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

/** One alert in one line of so many cells. */
export const alertLine = (alert: ActiveAlert, width: number, now: number, glyphs: Glyphs): string => {
	const mark = alert.state === 'firing' ? glyphs.warning : glyphs.hollow;
	const value = fitRight(valueText(alert), 20, glyphs.ellipsis);
	const time = fitRight(since(alert, now), 8);
	const state = fitLeft(`${alert.state}${alert.severity ? ` ${alert.severity}` : ''}`, 17, glyphs.ellipsis);
	const room = Math.max(10, width - 2 - 17 - 8 - 20 - 6);
	const name = fitLeft(`${alert.name} ${subjectOf(alert)}`, room, glyphs.ellipsis);
	return `${paint(mark, styleOf(alert), 'bold')} ${name}  ${paint(state, styleOf(alert))}  ${time}  ${value}`;
};

const section = (title: string, text: string | undefined, width: number): string[] =>
	text === undefined || text === '' ? [] : [paint(title, 'dim'), ...wrap(text, width - 2).map(line => `  ${line}`)];

/** What an alert means and what to do, as its rule says it. */
export const alertDetails = (alert: ActiveAlert, width: number): string[] => {
	const { summary, description, runbook_url: address, runbook, action, ...others } = alert.annotations;
	const labels = Object.entries(alert.labels).map(([name, value]) => `${name}=${value}`);
	return [
		...section('what', summary, width),
		...section('meaning', description, width),
		...section('what to do', action, width),
		...section('runbook', address ?? runbook, width),
		...Object.entries(others).flatMap(([name, text]) => section(name, text, width)),
		...section('labels', labels.join('  '), width),
		...section('rule', alert.query, width),
		...section('fires after', alert.holdFor ? formatDuration(alert.holdFor / 1000) : undefined, width),
	];
};
