import type { ActiveAlert } from '../metrics/alert-rule.ts';
import { type Clean, clean } from '../text/clean.ts';
import { type Loose, objects, time } from './loose.ts';
import { answerOf, parseLabels, parseValue } from './prometheus-answer.ts';
import { strangeBody } from './strange-body.ts';

const toAlert = (rule: Loose, alert: Loose, cleaned: Map<string, Clean>): ActiveAlert | undefined => {
	const labels = parseLabels(alert.labels, cleaned);
	const annotations = parseLabels(alert.annotations ?? {}, cleaned);
	if (!labels || !annotations || (alert.state !== 'firing' && alert.state !== 'pending')) return undefined;
	const { alertname = clean(String(rule.name)), severity, ...rest } = labels;
	return {
		name: alertname,
		state: alert.state,
		severity,
		labels: rest,
		annotations,
		activeAt: time(alert.activeAt),
		value: parseValue(alert.value),
		query: clean(String(rule.query ?? '')),
		holdFor: typeof rule.duration === 'number' ? rule.duration * 1000 : undefined,
	};
};

/** The active alerts in an answer of `/api/v1/rules`, the firing ones first. Throws an AixclError where it is none. */
export const parseActiveAlerts = (body: string, place: string): readonly ActiveAlert[] => {
	const data = answerOf(body, place) as Loose | undefined;
	if (!Array.isArray(data?.groups)) throw strangeBody(body, place);
	const cleaned = new Map<string, Clean>();
	return objects(data.groups)
		.flatMap(group => objects(group.rules))
		.flatMap(rule => objects(rule.alerts).map(alert => toAlert(rule, alert, cleaned)))
		.filter(alert => alert !== undefined)
		.toSorted(
			(a, b) =>
				Number(b.state === 'firing') - Number(a.state === 'firing') ||
				(a.activeAt ?? 0) - (b.activeAt ?? 0) ||
				a.name.localeCompare(b.name),
		);
};
