import type { ChartName } from '../../metrics/charts.ts';
import { lastValue } from '../../store/remote.ts';
import type { Model } from '../model.ts';
import type { ChartSpec } from './chart-spec.ts';
import type { Past } from './past.ts';
import { chartStack } from './stack.ts';

/** The charts of a panel on its full screen, with what happened meanwhile. */
export const panelCharts = (
	{ pastEvents, glyphs }: Model,
	{ span }: Past,
	specs: readonly ChartSpec[],
	width: number,
	height: number,
): string[] => chartStack(specs, { span, events: lastValue(pastEvents) ?? [], width, height, glyphs });

/** What a panel's canvas must hear of for its charts, and only while it shows them. */
export const chartParts = ({ state, history, chartHistory, pastEvents }: Model, name: ChartName): readonly unknown[] =>
	state.full === name ? [true, state.at, history, chartHistory, pastEvents] : [false, state.at, history];
