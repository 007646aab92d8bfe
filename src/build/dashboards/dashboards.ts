import { aixclTop } from './aixcl-top.ts';
import { dockerContainers } from './docker-containers.ts';
import { gpuDashboard } from './gpu.ts';
import { llm } from './llm.ts';
import { postgresqlPerformance } from './postgresql-performance.ts';
import type { Dashboard } from './spec.ts';
import { systemOverview } from './system-overview.ts';

/** Every dashboard. */
export const dashboards: readonly Dashboard[] = [
	aixclTop,
	systemOverview,
	dockerContainers,
	postgresqlPerformance,
	llm,
	gpuDashboard,
];
