import type { PanelId } from '../panel-id.ts';
import { alertsPanel } from './alerts.ts';
import { changesPanel } from './changes.ts';
import { containersPanel } from './containers.ts';
import { cpuPanel } from './cpu.ts';
import { detailPanel } from './detail.ts';
import { gpuPanel } from './gpu.ts';
import { ioPanel } from './io.ts';
import { llmPanel } from './llm.ts';
import { logsPanel } from './logs.ts';
import { memoryPanel } from './memory.ts';
import type { Panel } from './panel.ts';
import { postgresPanel } from './postgres.ts';

/** The one list of panels. */
export const panels: Readonly<Record<PanelId, Panel>> = {
	cpu: cpuPanel,
	memory: memoryPanel,
	io: ioPanel,
	containers: containersPanel,
	postgres: postgresPanel,
	logs: logsPanel,
	alerts: alertsPanel,
	gpu: gpuPanel,
	llm: llmPanel,
	detail: detailPanel,
	changes: changesPanel,
};
