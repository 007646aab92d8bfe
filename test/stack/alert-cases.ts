import type { AlertCase } from './alert-case.ts';
import { containerAlertCases } from './container-alert-cases.ts';
import { gpuAlertCases } from './gpu-alert-cases.ts';
import { hostAlertCases } from './host-alert-cases.ts';
import { llmAlertCases } from './llm-alert-cases.ts';
import { monitoringAlertCases } from './monitoring-alert-cases.ts';
import { postgresAlertCases } from './postgres-alert-cases.ts';

/** What each alert is tried with. */
export const alertCases: readonly AlertCase[] = [
	...monitoringAlertCases,
	...hostAlertCases,
	...containerAlertCases,
	...postgresAlertCases,
	...gpuAlertCases,
	...llmAlertCases,
];
