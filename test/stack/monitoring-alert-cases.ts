import type { AlertCase } from './alert-case.ts';

/** The alerts on the monitoring itself. */
export const monitoringAlertCases: readonly AlertCase[] = [
	{
		about: 'an exporter that cannot be read for two minutes',
		alert: 'TargetDown',
		given: [
			['up{job="node",instance="a:9100"}', '1x5 0x10'],
			['up{job="node",instance="b:9100"}', '1x15'],
		],
		at: '9m',
		fires: [{ labels: { job: 'node', instance: 'a:9100' }, summary: 'Prometheus cannot read node at a:9100' }],
	},
	{
		about: 'one that missed a scrape',
		alert: 'TargetDown',
		given: [['up{job="node",instance="a:9100"}', '1x5 0 1x10']],
		at: '7m',
		fires: [],
	},
	{
		about: 'rules that fail again and again',
		alert: 'RuleEvaluationFailing',
		given: [['prometheus_rule_evaluation_failures_total{job="prometheus",instance="p",rule_group="f;g"}', '0+1x30']],
		at: '15m',
		fires: [
			{
				labels: { job: 'prometheus', instance: 'p', rule_group: 'f;g' },
				summary: 'Prometheus cannot evaluate rules of f;g',
			},
		],
	},
	{
		about: 'rules that failed once',
		alert: 'RuleEvaluationFailing',
		given: [['prometheus_rule_evaluation_failures_total{job="prometheus",instance="p",rule_group="f;g"}', '0 1x30']],
		at: '15m',
		fires: [],
	},
	{
		about: 'mail that is refused again and again',
		alert: 'NotificationsFailing',
		given: [
			['alertmanager_notifications_failed_total{job="a",instance="m",integration="email",reason="other"}', '0+1x30'],
			['alertmanager_notifications_failed_total{job="a",instance="m",integration="webhook",reason="other"}', '0x30'],
		],
		at: '15m',
		fires: [
			{ labels: { job: 'a', instance: 'm', integration: 'email' }, summary: 'Alertmanager cannot notify by email' },
		],
	},
	{
		about: 'a webhook that was refused once',
		alert: 'NotificationsFailing',
		given: [['alertmanager_notifications_failed_total{job="a",instance="m",integration="webhook"}', '0 1x30']],
		at: '15m',
		fires: [],
	},
	{
		about: 'nothing at all',
		alert: 'Watchdog',
		given: [],
		at: '1m',
		fires: [{ labels: {}, summary: 'Alerts are evaluated' }],
	},
];
