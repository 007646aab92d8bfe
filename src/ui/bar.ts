import type { Glyphs } from './glyphs.ts';

/** A horizontal bar of exactly `width` cells, filled to `ratio` (0..1; what lies outside is cut). */
export const bar = (ratio: number, width: number, glyphs: Glyphs): string => {
	const steps = glyphs.eighths.length;
	const filled = Math.round(Math.min(1, Math.max(0, ratio)) * width * steps);
	const whole = glyphs.full.repeat(Math.floor(filled / steps)) + (glyphs.eighths[filled % steps] ?? '');
	return whole + glyphs.empty.repeat(Math.max(0, width - whole.length));
};
