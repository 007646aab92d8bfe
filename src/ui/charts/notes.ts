import { describeError } from '../../errors.ts';
import type { ChartName } from '../../metrics/charts.ts';
import { formatDuration } from '../../metrics/format.ts';
import { clean } from '../../text/clean.ts';
import type { Model } from '../model.ts';
import { paint } from '../paint.ts';
import { pastOf } from './past.ts';

// Numbers are measured about once a minute: a point that stands for more is a mean.
const measured = 60_000;

/** What a panel's title says of its charts on the full screen: why their past is missing, and what a point stands for. */
export const chartNotes = (model: Model, name: ChartName): readonly string[] => {
	if (model.state.full !== name) return [];
	const { step } = pastOf(model, name);
	const { chartHistory } = model;
	return [
		// The lowest of means is not the lowest that was; the highest that was is told as the peak.
		...(step > measured ? [`means of ${formatDuration(step / 1000).replace(/ 0[a-z]+$/, '')}`] : []),
		...('error' in chartHistory ? [paint(clean(describeError(chartHistory.error).message), 'yellow')] : []),
	];
};
