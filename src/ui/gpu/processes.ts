import { formatBytes } from '../../metrics/format.ts';
import type { Reading } from '../../metrics/snapshot.ts';
import { lastValue } from '../../store/remote.ts';
import { fitLeft } from '../../text/width.ts';
import type { Model } from '../model.ts';
import { paint } from '../paint.ts';

/** The processes that use a device, those with the most memory first. */
export const processesIn = (model: Model): readonly Reading[] => {
	const found =
		lastValue(model.details)?.['gpu.processes.memory_bytes'] ??
		lastValue(model.snapshot)?.readings['gpu.processes.memory_bytes'] ??
		[];
	return found.toSorted((a, b) => b.value - a.value);
};

const program = (command: string): string => command.replace(/^\S*\//, '');

/** A line for each process: whose it is, by container and by model, where this machine can tell. */
export const processLines = (model: Model, width: number, height: number): string[] => {
	const processes = processesIn(model);
	if (processes.length === 0 || height < 2) return [];
	const { ellipsis } = model.glyphs;
	const containers = new Map(lastValue(model.containers)?.map(({ id, name }) => [id, name]));
	const name = Math.max(8, Math.min(20, Math.floor(width * 0.2)));
	const row = (gpu: string, pid: string, memory: string, container: string, what: string, process: string): string => {
		const head = `${fitLeft(gpu, 3)} ${pid.padStart(8)} ${memory.padStart(10)}  ${fitLeft(container, name, ellipsis)}  ${fitLeft(what, name, ellipsis)}  `;
		return head + fitLeft(process, Math.max(0, width - head.length), ellipsis);
	};
	const lines = processes.map(({ labels: { index = '', pid = '', process = '' }, value }) => {
		const owner = model.gpuOwners.get(pid);
		const container = owner?.container === undefined ? undefined : containers.get(owner.container);
		return row(index, pid, formatBytes(value), container ?? '–', owner?.model ?? '–', program(process));
	});
	const room = height - 1;
	const shown =
		lines.length > room ? [...lines.slice(0, room - 1), paint(`${lines.length - room + 1} more`, 'dim')] : lines;
	return [paint(row('GPU', 'PID', 'MEMORY', 'CONTAINER', 'MODEL', 'PROCESS'), 'dim'), ...shown];
};
