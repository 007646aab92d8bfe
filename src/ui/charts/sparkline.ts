import type { Glyphs } from '../glyphs.ts';
import { resample, type Values } from './line.ts';

/** Shares (0..1) over time in one row of exactly `width` cells, the later to the right; gaps are blank. */
export const sparkline = (values: Values, width: number, { levels }: Pick<Glyphs, 'levels'>): string =>
	resample(values, width)
		.map(value =>
			value === undefined ? ' ' : levels[Math.min(levels.length - 1, Math.floor(Math.max(0, value) * levels.length))],
		)
		.join('');
