import { describeError } from '../errors.ts';
import { formatDuration } from '../metrics/format.ts';
import { lastValue } from '../store/remote.ts';
import { clean } from '../text/clean.ts';
import { cellWidth, fitLeft } from '../text/width.ts';
import { ageOf } from './freshness.ts';
import type { Model } from './model.ts';
import { paint, unpaint } from './paint.ts';
import { valueIn } from './readings.ts';
import { pastText } from './time/travel.ts';

const waitFor = (model: Model, retryAt: number): string =>
	`retry ${Math.max(0, Math.ceil((retryAt - model.clock.monotonic) / 1000))}s`;

const clockText = (wall: number): string => {
	const time = new Date(wall);
	return [time.getHours(), time.getMinutes(), time.getSeconds()].map(part => String(part).padStart(2, '0')).join(':');
};

/** How far back this machine's own numbers reach, which is no further than it was looked at. */
const sinceText = ({ source, reach }: Model): string =>
	source.name === 'local' && reach !== undefined ? ` since ${clockText(reach).slice(0, 5)}` : '';

/** Ages are by the source's clock; what it says of times is not what this machine says. */
const skewText = ({ skew }: Model): string =>
	skew === undefined
		? ''
		: paint(` clock ${formatDuration(Math.abs(skew))} ${skew > 0 ? 'ahead' : 'behind'}`, 'yellow');

const sourceMark = (model: Model, isShort: boolean): string => {
	const { snapshot, source, glyphs } = model;
	const local = isShort ? 'local sampler' : 'local sampler, no Prometheus';
	const name = source.name === 'local' ? local : 'prometheus';
	if (snapshot.status === 'pending') return `${name} ${paint(glyphs.hollow, 'yellow')} connecting`;
	if (snapshot.status === 'fresh') {
		const age = Math.floor(ageOf(model) ?? 0);
		return `${name} ${paint(glyphs.dot, 'green')} ${age}s${sinceText(model)}${skewText(model)}`;
	}
	const reason = clean(describeError(snapshot.error).message);
	return `${name} ${paint(glyphs.warning, 'red')} ${reason}, ${waitFor(model, snapshot.retryAt)}`;
};

const engineMark = (model: Model): string => {
	const { containers, engine, glyphs } = model;
	const name = engine.info
		? `${engine.info.product} ${engine.info.version.split('.').slice(0, 2).join('.')}`
		: 'engine';
	if (containers.status === 'fresh')
		return `${name} ${paint(glyphs.dot, 'green')}${engine.isReadOnly ? ' read-only' : ''}`;
	if (containers.status === 'pending') return `${name} ${paint(glyphs.hollow, 'yellow')}`;
	return `${containers.status === 'failed' ? 'no engine' : name} ${paint(glyphs.warning, 'red')}`;
};

const alertMark = (model: Model): string => {
	const firing = (lastValue(model.snapshot)?.alerts ?? []).filter(
		({ state, name }) => state === 'firing' && name !== 'Watchdog',
	).length;
	if (firing === 0) return '';
	return paint(`${firing} ${firing === 1 ? 'alert' : 'alerts'} ${model.glyphs.warning}`, 'red', 'bold');
};

const downMark = (model: Model): string => {
	const down = (lastValue(model.snapshot)?.targets ?? []).filter(({ isUp }) => !isUp);
	if (down.length === 0) return '';
	const named = down.length === 1 ? `${down[0]!.job} down` : `${down.length} targets down`;
	return paint(`${named} ${model.glyphs.warning}`, 'red');
};

const spaced = (parts: readonly string[], gap: string): string => parts.filter(part => part !== '').join(gap);

const windowText = (window: number): string => {
	const minutes = Math.round(window / 60_000);
	if (minutes < 60) return `${minutes}m`;
	return minutes <= 24 * 60 ? `${minutes / 60}h` : `${minutes / 60 / 24}d`;
};

/** Live, held still, or which moment of the past: that is never to be taken for now. */
const modeText = ({ state }: Model): string => {
	if (state.at !== undefined) return paint(` PAST ${pastText(state.at)} `, 'yellow', 'inverse', 'bold');
	return state.isFrozen ? paint(' FROZEN ', 'inverse') : 'LIVE';
};

/** The line on top: who is watched, from where, how old it is, what is wrong, and when that is. */
export const headerLine = (model: Model, width: number): string => {
	const snapshot = lastValue(model.snapshot);
	const uptime = valueIn(snapshot, 'host.uptime_seconds');
	const host = snapshot?.host?.name ?? snapshot?.host?.instance ?? '';
	const dot = ` ${model.glyphs.separator} `;
	const name = paint('aixcl', 'bold');
	const up = uptime === undefined ? '' : `up ${formatDuration(uptime)}`;
	const clock = clockText(model.clock.wall);
	const mode = modeText(model);
	const window = windowText(model.window);
	const trouble = spaced([alertMark(model), downMark(model)], '   ');
	const marksOf = (isShort: boolean) => spaced([trouble, sourceMark(model, isShort), engineMark(model)], '   ');
	const [marks, short] = [marksOf(false), marksOf(true)];
	// From the whole line to the least of it: the first that fits.
	const lines: readonly (readonly [left: string, right: string])[] = [
		[spaced([spaced([name, host, up], dot), marks], '   '), `${clock}  ${mode}${dot}${window}`],
		[spaced([spaced([name, host], dot), marks], '   '), `${clock}  ${mode}${dot}${window}`],
		[spaced([spaced([name, host], dot), marks], '   '), `${clock} ${mode}`],
		[spaced([host, marks], '  '), `${clock} ${mode}`],
		[spaced([host, short], '  '), `${clock} ${mode}`],
		[short, mode],
	];
	for (const [left, right] of lines) {
		const gap = width - 2 - cellWidth(unpaint(left)) - cellWidth(unpaint(right));
		if (gap >= 2) return ` ${left}${' '.repeat(gap)}${right} `;
	}
	return fitLeft(` ${unpaint(marks)}`, width, model.glyphs.ellipsis);
};

export const headerParts = (model: Model): readonly unknown[] => [
	...[model.clock, model.snapshot, model.containers, model.engine, model.source],
	...[model.window, model.reach, model.skew],
	...[model.state.isFrozen, model.state.at],
];
