import type { Readings } from '../../metrics/snapshot.ts';
import { cellWidth } from '../../text/width.ts';
import { wrap } from '../empty.ts';
import type { Glyphs } from '../glyphs.ts';
import { paint, unpaint } from '../paint.ts';
import { severityOf, styleOf } from '../severity.ts';
import { formatLatency } from './latency.ts';
import type { Norms } from './norms.ts';
import { type Stage, slowestOf, slowFactors, stagesOf, stageValue } from './path.ts';

/** How Open WebUI answered aixcl itself; absent while it was not asked. */
export type WebuiAnswer = { readonly seconds: number } | { readonly reason: string } | undefined;

const multiple = (factor: number): string => `${factor.toFixed(factor < 9.95 ? 1 : 0)}x`;

const stageText = (stage: Stage, webui: WebuiAnswer, glyphs: Glyphs): string => {
	const { id, title, now, factor } = stage;
	if (id === 'llm.path.webui_seconds' && now === undefined && webui !== undefined) {
		// What we measure ourselves has no past, and so no norm.
		const told = 'seconds' in webui ? `${formatLatency(webui.seconds)} ${paint('/health', 'dim')}` : webui.reason;
		return `${paint(title, 'dim')} ${'seconds' in webui ? told : paint(told, 'yellow')}`;
	}
	const severity = severityOf(factor, slowFactors);
	const mark = severity === 'normal' ? '' : `${glyphs.warning} `;
	const against =
		factor === undefined
			? ''
			: ` ${severity === 'normal' ? paint(multiple(factor), 'dim') : paint(`${mark}${multiple(factor)}`, styleOf[severity])}`;
	// A rate says by its unit what it is.
	const name = id === 'llm.path.tokens_per_second' && now !== undefined ? '' : `${paint(title, 'dim')} `;
	return `${name}${stageValue(stage, now)}${against}`;
};

const verdict = (stages: readonly Stage[]): string => {
	const slowest = slowestOf(stages);
	if (slowest) {
		const { factor, title } = slowest;
		const usual = stageValue(slowest, slowest.norm);
		return `${title} is ${factor!.toFixed(1)} times ${title === 'Rate' ? 'slower than' : 'as slow as'} usual: ${stageValue(slowest, slowest.now)}, and ${usual} over the last day.`;
	}
	if (stages.every(({ now }) => now === undefined)) return 'No request in the last five minutes.';
	const known = stages.filter(({ factor }) => factor !== undefined).length;
	return known === 0
		? 'Nothing to compare with yet: the last day has too few requests.'
		: 'Nothing is slower than usual.';
};

/**
 * The way of a request as one line, and which part of it is slow: each as a mean of five minutes against its median of
 * the last day. Where the line is too long for the width it goes on below.
 */
export const pathLines = (
	details: Readings,
	norms: Norms,
	webui: WebuiAnswer,
	{ width, glyphs }: { readonly width: number; readonly glyphs: Glyphs },
): string[] => {
	const stages = stagesOf(details, norms);
	const lines: string[] = [];
	let line = '';
	for (const [index, stage] of stages.entries()) {
		const text = stageText(stage, webui, glyphs);
		const joined = index === 0 ? text : `${line} ${paint(glyphs.right, 'dim')} ${text}`;
		if (index > 0 && cellWidth(unpaint(joined)) > width) {
			lines.push(line);
			line = `  ${paint(glyphs.right, 'dim')} ${text}`;
		} else line = joined;
	}
	const isSlow = slowestOf(stages) !== undefined;
	const told = wrap(verdict(stages), width).map(each => paint(each, isSlow ? 'yellow' : 'dim'));
	return [...lines, line, ...told];
};
