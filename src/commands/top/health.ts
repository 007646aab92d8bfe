import type { Findings } from './findings.ts';
import { problemsIn } from './problems.ts';

/** The exit status of a snapshot: 0 fine, 1 something is unhealthy or alerting, 3 no source of numbers answered. */
export const healthStatus = (findings: Findings): 0 | 1 | 3 =>
	findings.snapshot === undefined ? 3 : problemsIn(findings).length > 0 ? 1 : 0;
