import { numberIn } from '../../../stack/shown-number.ts';

/** How far a number may be from what is so. */
export const tolerance = 0.005;

/** Whether a number is what is so, within 0.5 %; what is no finite number only if it is the very same. */
export const isTrue = (told: number | undefined, truth: number): boolean =>
	Object.is(told, truth) || (told !== undefined && Math.abs(told - truth) <= Math.abs(truth) * tolerance);

/** Whether a text of the screen tells it: within 0.5 %, or as near as its last digit can tell. */
export const tells = (text: string, truth: number): boolean => {
	const digits = /\d+(?:\.(\d+))?/.exec(text);
	const told = numberIn(text);
	if (!digits || Number.isNaN(told)) return false;
	const unit = Number(digits[0]) === 0 ? 1 : told / Number(digits[0]);
	const half = 0.5 * 10 ** -(digits[1]?.length ?? 0) * unit;
	return isTrue(told, truth) || Math.abs(told - truth) <= half * 1.0001;
};
