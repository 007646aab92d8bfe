import { hostCpu } from './host-cpu.ts';
import { hostDisks } from './host-disks.ts';
import { hostMemory } from './host-memory.ts';
import { hostNetwork } from './host-network.ts';
import { hostNow } from './host-now.ts';
import type { Dashboard } from './spec.ts';
import { machine } from './variables.ts';

/** One machine. */
export const systemOverview: Dashboard = {
	uid: 'system-overview',
	title: 'System overview',
	about: 'What the machine does, what it lacks, and since when.',
	variables: [machine],
	starts: 'name!=""',
	rows: [hostNow, hostCpu, hostMemory, hostDisks, hostNetwork],
};
