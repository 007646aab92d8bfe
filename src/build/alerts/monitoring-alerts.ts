import type { Alert } from './alert.ts';

const dashboard = 'aixcl-top';

/** The monitoring itself. */
export const monitoringAlerts: readonly Alert[] = [
	{
		name: 'TargetDown',
		expr: 'up == 0',
		for: '2m',
		severity: 'critical',
		summary: 'Prometheus cannot read {{ $labels.job }} at {{ $labels.instance }}',
		means: 'What this exporter measures is unknown, and no alert on it can fire.',
		action:
			'Prometheus says why under Status, Targets (`aixcl metrics`). Is the exporter\u2019s container running (`aixcl status`)? `aixcl restart NAME` starts it again.',
		dashboard,
	},
	{
		name: 'RuleEvaluationFailing',
		expr: 'sum by (job, instance, rule_group) (increase(prometheus_rule_evaluation_failures_total[5m])) > 0',
		for: '5m',
		severity: 'warning',
		summary: 'Prometheus cannot evaluate rules of {{ $labels.rule_group }}',
		means: 'Recorded series or alerts of that file are missing or old.',
		action:
			'Prometheus names the rule and the error under Status, Rules (`aixcl metrics`). After changes to a rule file, `promtool check rules FILE` finds what is wrong with it.',
		dashboard,
	},
	{
		name: 'NotificationsFailing',
		expr: 'sum by (job, instance, integration) (increase(alertmanager_notifications_failed_total[5m])) > 0',
		for: '5m',
		severity: 'warning',
		summary: 'Alertmanager cannot notify by {{ $labels.integration }}',
		means: 'Alerts fire and nobody is told: the mail server or the webhook refuses or does not answer.',
		action:
			'The log of Alertmanager has the answer it got (`aixcl logs alertmanager`). Check address and password in alertmanager.yml.',
		dashboard,
	},
	{
		name: 'Watchdog',
		expr: 'vector(1)',
		severity: 'none',
		summary: 'Alerts are evaluated',
		means:
			'It always fires. That it arrives somewhere proves that the way from Prometheus to you works; it is no trouble and changes no exit status.',
		action: 'Nothing. Send it to a service that calls when it stops, if the machine has to be watched from outside.',
		dashboard,
	},
];
