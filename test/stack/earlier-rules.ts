import { type MetricId, metricOf } from '../../src/metrics/catalogue/catalogue.ts';
import { type RuleGroup, ruleGroups } from '../../src/metrics/rules.ts';

/** What an earlier version recorded under the name of a metric that has changed since: nothing that can be taken for it. */
export const otherValue = 7;

/** Our rules as they might have been before one of them was changed and another one added. */
export const earlierRules = (changed: MetricId, added: MetricId): readonly RuleGroup[] =>
	ruleGroups.map(group => ({
		...group,
		rules: group.rules
			.filter(({ record }) => record !== metricOf(added).series)
			.map(rule =>
				rule.record === metricOf(changed).series ? { ...rule, expr: `(${rule.expr}) * 0 + ${otherValue}` } : rule,
			),
	}));
