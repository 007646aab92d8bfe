import { containerCpu, containerMemory, containerTable } from './container-panels.ts';
import { containers } from './container-queries.ts';
import { cpuByMode, load } from './host-cpu.ts';
import { diskTraffic, fileSystems } from './host-disks.ts';
import { memory, swap } from './host-memory.ts';
import { networkTraffic } from './host-network.ts';
import { machineStats } from './host-now.ts';
import { serverStats } from './postgres-now.ts';
import { connections, transactions } from './postgres-sessions.ts';
import type { Dashboard, Panel, Row } from './spec.ts';
import { container, engine, machine, server } from './variables.ts';

const alerts: Panel = {
	kind: 'table',
	title: 'Alerts',
	about: 'What fires now, and what will if it lasts. Each alert is explained in MONITORING.md.',
	width: 24,
	height: 6,
	keys: {
		alertname: 'Alert',
		alertstate: 'State',
		severity: 'Severity',
		name: 'Container',
		device: 'Device',
		job: 'Job',
		instance: 'Instance',
	},
	columns: [
		{
			expr: 'max by (alertname, alertstate, severity, name, device, job, instance) (ALERTS{severity!="none"})',
			legend: '',
		},
	],
	sort: 'Severity',
	none: 'Nothing fires.',
};

const machineRow: Row = {
	title: 'Machine',
	panels: [cpuByMode, memory, load, swap, fileSystems, diskTraffic, networkTraffic],
};

/** The screen of `aixcl top`. */
export const aixclTop: Dashboard = {
	uid: 'aixcl-top',
	title: 'aixcl top',
	about: 'The screen of aixcl top, with a past: machine, containers and database on one page.',
	variables: [machine, engine, container, server],
	starts: containers,
	rows: [
		{ title: 'Now', panels: [...machineStats, alerts] },
		machineRow,
		{ title: 'Containers', panels: [containerTable, containerCpu, containerMemory] },
		{ title: 'PostgreSQL', panels: [...serverStats, connections, transactions] },
	],
};
