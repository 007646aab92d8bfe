const FACTORS: Readonly<Record<string, number>> = {
	'%': 0.01,
	kB: 1e3,
	MB: 1e6,
	GB: 1e9,
	TB: 1e12,
	KiB: 2 ** 10,
	MiB: 2 ** 20,
	GiB: 2 ** 30,
	TiB: 2 ** 40,
	k: 1e3,
	M: 1e6,
	m: 60,
	h: 3600,
	d: 86_400,
};

const PART = /(\d+(?:\.\d+)?) ?(%|[kMGT]i?B|KiB|[kMmhd](?![a-z]))?/g;

/**
 * The number that a text of the screen begins with, in base units: `18.2 GiB`, `240 kB/s`, `8m 15s`, `14.3%`, `0.19 cores`.
 * NaN where it has none, as in the sign for what is unknown.
 */
export function numberIn(text: string): number {
	const parts = [...text.matchAll(PART)].map(([, digits, unit = '']) => ({
		unit,
		value: Number(digits) * (FACTORS[unit] ?? 1),
	}));
	const [first, second] = parts;
	if (!first) return Number.NaN;
	const isDuration = /[mhd]/.test(first.unit);
	return isDuration && second ? first.value + second.value : first.value;
}
