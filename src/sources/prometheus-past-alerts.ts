import type { ActiveAlert } from '../metrics/alert-rule.ts';
import type { Labels } from '../metrics/snapshot.ts';
import { literal } from '../text/clean.ts';
import { byText } from '../text/order.ts';
import type { Sample } from './prometheus-answer.ts';
import type { AlertRule } from './prometheus-rules.ts';

/** Which alerts were active at an instant, and since when: both are series that Prometheus records itself. */
export const pastAlertsQuery = '{__name__=~"ALERTS|ALERTS_FOR_STATE"}';

const none = literal('');

const keyOf = ({ __name__, alertstate, ...labels }: Sample['labels']): string =>
	JSON.stringify(Object.entries(labels).toSorted());

// A template was filled in with what nobody knows any more.
const withoutTemplates = (annotations: Labels): Labels =>
	Object.fromEntries(Object.entries(annotations).filter(([, text]) => !text.includes('{{')));

/**
 * The alerts of an answer to `pastAlertsQuery`, the firing ones first. What their rules say today is said of them, too;
 * a value is not known of any.
 */
export const toPastAlerts = (samples: readonly Sample[], rules: readonly AlertRule[]): readonly ActiveAlert[] => {
	const since = new Map(
		samples
			.filter(({ labels }) => labels.__name__ === 'ALERTS_FOR_STATE')
			.map(({ labels, points }) => [keyOf(labels), points[0]!.value * 1000]),
	);
	const byName = new Map(rules.map(rule => [rule.name, rule]));
	const firing = new Set(
		samples.filter(({ labels }) => labels.alertstate === 'firing').map(({ labels }) => keyOf(labels)),
	);
	return (
		samples
			.filter(({ labels }) => labels.__name__ === 'ALERTS')
			// Where no scrape marked its end, what was pending seems to go on for five minutes.
			.filter(({ labels }) => labels.alertstate === 'firing' || !firing.has(keyOf(labels)))
			.map((sample): ActiveAlert => {
				const { __name__, alertname = none, alertstate, severity, ...labels } = sample.labels;
				const rule = byName.get(alertname);
				return {
					name: alertname,
					state: alertstate === 'firing' ? 'firing' : 'pending',
					severity,
					labels,
					annotations: withoutTemplates(rule?.annotations ?? {}),
					activeAt: since.get(keyOf(sample.labels)),
					value: undefined,
					query: rule?.query ?? none,
					holdFor: rule?.holdFor,
				};
			})
			.toSorted(
				(a, b) =>
					Number(b.state === 'firing') - Number(a.state === 'firing') ||
					(a.activeAt ?? 0) - (b.activeAt ?? 0) ||
					byText(a.name, b.name),
			)
	);
};
