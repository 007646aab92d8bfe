import { AixclError } from '../errors.ts';
import { clean } from '../text/clean.ts';

/** What a kilowatt-hour costs, from `0.30` or `0,30`. Throws an AixclError where it is no such number. */
export const parsePrice = (text: string, label: string): number => {
	const digits = text.trim().replace(',', '.');
	const price = /^(\d+(\.\d*)?|\.\d+)$/.test(digits) ? Number(digits) : Number.NaN;
	if (price <= 1_000_000) return price;
	throw new AixclError(`${label} must be the price of a kilowatt-hour, not "${clean(text, 40)}"`, {
		code: 'usage',
		hint: 'Write it like 0.30, without a currency.',
	});
};
