import { AixclError } from '../errors.ts';
import { clean } from '../text/clean.ts';

const shortest = 0.5;
const longest = 3600;
const pattern = /^(\d+(?:\.\d+)?|\.\d+)\s*(ms|s|m|h)?$/;
const secondsOf = { ms: 0.001, s: 1, m: 60, h: 3600 } as const;

/** Seconds between two refreshes, from `2`, `2s`, `500ms` or `1m`; half a second to an hour. */
export const parseInterval = (text: string, label: string): number => {
	const [, digits, unit] = pattern.exec(text.trim().toLowerCase()) ?? [];
	const seconds = Number(digits) * secondsOf[(unit ?? 's') as keyof typeof secondsOf];
	if (seconds >= shortest && seconds <= longest) return seconds;
	throw new AixclError(`${label} must be ${shortest} to ${longest} seconds, not "${clean(text, 40)}"`, {
		code: 'usage',
		hint: 'Write it like 2, 2s or 500ms.',
	});
};
