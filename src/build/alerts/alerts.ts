import type { AlertGroup } from './alert.ts';
import { containerAlerts } from './container-alerts.ts';
import { gpuAlerts } from './gpu-alerts.ts';
import { hostAlerts } from './host-alerts.ts';
import { llmAlerts, llmRecords } from './llm-alerts.ts';
import { monitoringAlerts } from './monitoring-alerts.ts';
import { postgresAlerts } from './postgres-alerts.ts';

/** Every alert, in the groups in which Prometheus evaluates them. */
export const alertGroups: readonly AlertGroup[] = [
	{ name: 'monitoring-alerts', alerts: monitoringAlerts },
	{ name: 'host-alerts', alerts: hostAlerts },
	{ name: 'container-alerts', alerts: containerAlerts },
	{ name: 'postgres-alerts', alerts: postgresAlerts },
	{ name: 'gpu-alerts', alerts: gpuAlerts },
	{ name: 'llm-alerts', records: llmRecords, alerts: llmAlerts },
];
