import { metricOf } from '../../metrics/catalogue/catalogue.ts';
import {
	formatBytes,
	formatCelsius,
	formatCount,
	formatHertz,
	formatRatio,
	formatWatts,
} from '../../metrics/format.ts';
import { cellWidth, fitLeft } from '../../text/width.ts';
import { bar } from '../bar.ts';
import { fact, factsLine } from '../facts.ts';
import type { Glyphs } from '../glyphs.ts';
import { paint, unpaint } from '../paint.ts';
import { severityOf, styleOf } from '../severity.ts';
import { type Gpu, type MigInstance, shortName } from './gpus.ts';

const shareOf = ({ memoryUsed, memoryTotal }: Gpu): number | undefined =>
	memoryUsed === undefined || !memoryTotal ? undefined : memoryUsed / memoryTotal;

const heat = ({ temperature }: Gpu): string => {
	const severity = severityOf(temperature, metricOf('gpu.temperature_celsius'));
	const text = formatCelsius(temperature);
	return severity === 'normal' ? text : paint(text, styleOf[severity]);
};

const power = ({ power: watts, powerLimit }: Gpu): string =>
	powerLimit === undefined
		? formatWatts(watts)
		: `${formatWatts(watts).replace(/ W$/, '')} of ${formatWatts(powerLimit)}`;

const memory = ({ memoryUsed, memoryTotal }: Gpu): string =>
	`${formatBytes(memoryUsed)} of ${formatBytes(memoryTotal)}`;

const stated = <T>(value: T | undefined, part: (value: T) => string): readonly string[] =>
	value === undefined ? [] : [part(value)];

/** What else is known of a device, the most asked for first. */
export const detailFacts = (gpu: Gpu): readonly string[] => [
	...stated(gpu.fan, value => fact('fan', formatRatio(value))),
	...stated(gpu.fanRpm, value => fact('fan', `${formatCount(value)} rpm`)),
	...stated(gpu.clock, value => fact('clock', formatHertz(value))),
	...stated(gpu.memoryClock, value => fact('mem clock', formatHertz(value))),
	...stated(gpu.performanceState, value => fact('state', `P${value}`)),
	...stated(gpu.encoder, value => fact('enc', formatRatio(value))),
	...stated(gpu.decoder, value => fact('dec', formatRatio(value))),
	...stated(gpu.driver, value => fact('driver', value)),
	...stated(gpu.cuda, value => fact('CUDA', value)),
	...stated(gpu.exporters.length > 0 ? gpu.exporters.join(', ') : undefined, value => fact('by', value)),
];

const nameWidth = (width: number): number => Math.max(10, Math.min(28, Math.floor(width * 0.3)));

// The longest is `19.7 GiB of 22.5 GiB`: what is above and below each other begins at the same place.
const textWidth = 20;

const meter = (head: string, share: number | undefined, text: string, width: number, glyphs: Glyphs): string => {
	const shown = formatRatio(share).padStart(6);
	const told = text.padStart(textWidth);
	const room = width - head.length - shown.length - told.length - 3;
	if (room < 0) return fitLeft(`${head} ${shown}  ${text}`, width, glyphs.ellipsis);
	const drawn = share === undefined ? ' '.repeat(room) : paint(bar(share, room, glyphs), 'green');
	return `${head} ${drawn}${shown}  ${told}`;
};

const called = (gpu: Gpu, width: number, glyphs: Glyphs): string =>
	fitLeft(`${gpu.index} ${shortName(gpu.name)}`, nameWidth(width), glyphs.ellipsis);

const whole = ({ instances, utilization }: Gpu): string =>
	utilization === undefined && instances.length > 0
		? `MIG, ${instances.length} instance${instances.length === 1 ? '' : 's'}`
		: 'busy';

/** A device in one line: busy, memory, temperature, power, and what there is room for. */
const oneLine = (gpu: Gpu, width: number, glyphs: Glyphs): string =>
	`${called(gpu, width, glyphs)} ${factsLine(
		[
			formatRatio(gpu.utilization).padStart(6),
			`${memory(gpu).padStart(textWidth)} ${paint(formatRatio(shareOf(gpu)).padStart(6), 'dim')}`,
			`${' '.repeat(Math.max(0, 6 - cellWidth(unpaint(heat(gpu)))))}${heat(gpu)}`,
			power(gpu).padEnd(14),
			...detailFacts(gpu),
		],
		Math.max(0, width - nameWidth(width) - 1),
	)}`;

const migLine = ({ mig, profile, used, total, utilization }: MigInstance, width: number, glyphs: Glyphs): string => {
	const head = `  ${fitLeft(`MIG ${mig} ${profile}`, nameWidth(width) - 2, glyphs.ellipsis)}`;
	const text = `${formatBytes(used)} of ${formatBytes(total)}${utilization === undefined ? '' : `  busy ${formatRatio(utilization)}`}`;
	return meter(head, used === undefined || !total ? undefined : used / total, text, width, glyphs);
};

/** A device in so many lines as there are, at most its own two, those of its instances, and one of its details. */
export const deviceLines = (gpu: Gpu, width: number, height: number, glyphs: Glyphs): string[] => {
	if (height < 2) return [oneLine(gpu, width, glyphs)];
	const blank = ' '.repeat(nameWidth(width));
	const busy = meter(called(gpu, width, glyphs), gpu.utilization, whole(gpu), width, glyphs);
	const used = meter(blank, shareOf(gpu), memory(gpu), width, glyphs);
	const state = [fact('temp', heat(gpu)), fact('power', power(gpu)), ...detailFacts(gpu)];
	const more = state.length === 0 ? [] : factLines(state, width - 2).map(line => `  ${line}`);
	const instances = gpu.instances.map(each => migLine(each, width, glyphs));
	const first = height === 2 ? [] : [used];
	return [busy, ...first, ...more.slice(0, 1), ...instances, ...more.slice(1)].slice(0, height);
};

/** Facts in as many lines as they take. */
export const factLines = (facts: readonly string[], width: number): string[] => {
	const lines: string[][] = [];
	let used = Number.POSITIVE_INFINITY;
	for (const part of facts) {
		const cells = cellWidth(unpaint(part)) + 2;
		if (used + cells > width + 2) {
			lines.push([]);
			used = 0;
		}
		lines.at(-1)!.push(part);
		used += cells;
	}
	return lines.map(parts => factsLine(parts, width));
};
