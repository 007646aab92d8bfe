import { metricIds, metricOf } from '../metrics/catalogue/catalogue.ts';
import { formatCount, formatValue } from '../metrics/format.ts';

const comparison = /(>=|<=|==|!=|>|<)\s*(?:bool\s+)?(-?\d+(?:\.\d+)?(?:e-?\d+)?)\s*$/i;

/** What an alert's rule compares with last, e.g. `> 0.8`; undefined where it does not end in a comparison. */
export const thresholdOf = (query: string): { readonly sign: string; readonly value: number } | undefined => {
	const [, sign, value] = comparison.exec(query.trim()) ?? [];
	return sign === undefined ? undefined : { sign, value: Number(value) };
};

/** How to write values of a rule: in the unit of the one recorded metric it is about, else as plain numbers. */
export const formatFor = (query: string): ((value: number | undefined) => string) => {
	const about = metricIds.filter(id => query.includes(metricOf(id).series));
	const [id] = about;
	return id !== undefined && about.length === 1 ? value => formatValue(value, metricOf(id).unit) : formatCount;
};
