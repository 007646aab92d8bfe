import {
	type DynamicConfigValue,
	FieldColorBuilder,
	FieldColorModeId,
	MappingType,
	type Threshold,
	ThresholdsConfigBuilder,
	ThresholdsMode,
	type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { grafanaUnits } from './grafana-units.ts';
import type { Column, Mapping } from './spec.ts';

type Levels = { readonly warn?: number; readonly alarm?: number; readonly falling?: true };

/** The steps from calm to alarming; what has none has one calm colour. */
export const steps = ({ warn, alarm, falling }: Levels, calm = 'green'): Threshold[] => {
	const levels = [
		...(warn === undefined ? [] : [{ value: warn, color: 'orange' }]),
		...(alarm === undefined ? [] : [{ value: alarm, color: 'red' }]),
	];
	if (!falling) return [{ value: null, color: levels.length > 0 ? 'green' : calm }, ...levels];
	// A step colours what is above it, so each level's colour moves down to the level below.
	const rising = levels.toSorted((a, b) => a.value - b.value);
	return [
		{ value: null, color: rising[0]?.color ?? calm },
		...rising.map(({ value }, index) => ({ value, color: rising[index + 1]?.color ?? 'green' })),
	];
};

/** The same as a builder. */
export const thresholds = (levels: Levels, calm?: string): ThresholdsConfigBuilder =>
	new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps(levels, calm));

/** Colours that come from the thresholds or the mapping, not from the place among the series. */
export const byThresholds = (): FieldColorBuilder => new FieldColorBuilder().mode(FieldColorModeId.Thresholds);

/** Words for values. */
export const mappings = (mapping: Mapping): ValueMapping[] => [
	{
		type: MappingType.ValueToText,
		options: Object.fromEntries(
			mapping.map(([value, text, color], index) => [String(value), { text, color, index }] as const),
		),
	},
];

/** How a column of a table shows its values. */
export const columnProperties = ({ unit, mapping, bar }: Column): DynamicConfigValue[] => [
	...(unit ? [{ id: 'unit', value: grafanaUnits[unit] }] : []),
	...(mapping
		? [
				{ id: 'mappings', value: mappings(mapping) },
				{ id: 'custom.cellOptions', value: { type: 'color-text' } },
			]
		: []),
	...(bar
		? [
				{ id: 'custom.cellOptions', value: { type: 'gauge', mode: 'basic' } },
				{ id: 'min', value: 0 },
				{ id: 'max', value: 1 },
				{ id: 'thresholds', value: { mode: 'absolute', steps: steps({ warn: 0.8, alarm: 0.9 }) } },
			]
		: []),
];
