import type { ActiveAlert } from '../metrics/alert-rule.ts';
import { type Clean, clean } from '../text/clean.ts';
import { byText } from '../text/order.ts';
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
		holdFor: holdForOf(rule),
	};
};

/** What an alerting rule says of itself, whatever it alerts of. */
export type AlertRule = Pick<ActiveAlert, 'name' | 'annotations' | 'query' | 'holdFor'>;

const rulesIn = (body: string, place: string): readonly Loose[] => {
	const data = answerOf(body, place) as Loose | undefined;
	if (!Array.isArray(data?.groups)) throw strangeBody(body, place);
	return objects(data.groups).flatMap(group => objects(group.rules));
};

const holdForOf = ({ duration }: Loose): number | undefined =>
	typeof duration === 'number' ? duration * 1000 : undefined;

/** The rules in an answer of `/api/v1/rules`. Throws an AixclError where it is none. */
export const parseAlertRules = (body: string, place: string): readonly AlertRule[] => {
	const cleaned = new Map<string, Clean>();
	return rulesIn(body, place).map(rule => ({
		name: clean(String(rule.name)),
		annotations: parseLabels(rule.annotations ?? {}, cleaned) ?? {},
		query: clean(String(rule.query ?? '')),
		holdFor: holdForOf(rule),
	}));
};

/** The active alerts in an answer of `/api/v1/rules`, the firing ones first. Throws an AixclError where it is none. */
export const parseActiveAlerts = (body: string, place: string): readonly ActiveAlert[] => {
	const cleaned = new Map<string, Clean>();
	return rulesIn(body, place)
		.flatMap(rule => objects(rule.alerts).map(alert => toAlert(rule, alert, cleaned)))
		.filter(alert => alert !== undefined)
		.toSorted(
			(a, b) =>
				Number(b.state === 'firing') - Number(a.state === 'firing') ||
				(a.activeAt ?? 0) - (b.activeAt ?? 0) ||
				byText(a.name, b.name),
		);
};
