import type { Metric } from '../metrics/metric.ts';
import type { Style } from './paint.ts';

export type Severity = 'normal' | 'warn' | 'alarm';

export const severityOf = (
	value: number | undefined,
	{ warn = Infinity, alarm = Infinity }: Pick<Metric, 'warn' | 'alarm'>,
): Severity => (value === undefined ? 'normal' : value >= alarm ? 'alarm' : value >= warn ? 'warn' : 'normal');

/** Colours stay with the words and bars they strengthen; none of them carries meaning alone. */
export const styleOf = { normal: 'green', warn: 'yellow', alarm: 'red' } as const satisfies Record<Severity, Style>;
