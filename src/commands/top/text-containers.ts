import { formatBytes, formatCores, formatDuration } from '../../metrics/format.ts';
import { byText } from '../../text/order.ts';
import { stateRank, stateText } from '../../ui/containers/state.ts';
import { usageOf, watchesAnotherMachine } from '../../ui/containers/usage.ts';
import type { Findings } from './findings.ts';
import { textTable } from './text-table.ts';

/** The containers, the sick ones first. */
export const containersText = ({ engine, snapshot, stats, at }: Findings): readonly string[] => {
	const containers = engine?.containers ?? [];
	if (containers.length === 0) return [];
	const rows = containers
		.toSorted((a, b) => stateRank(b) - stateRank(a) || byText(a.name, b.name))
		.map(container => {
			const usage = usageOf(container, snapshot, stats);
			const { state, startedAt, restartCount } = container;
			return [
				container.name,
				stateText({ container, now: at, acting: undefined }),
				formatCores(usage?.cpuCores),
				formatBytes(usage?.memoryBytes),
				formatBytes(usage?.memoryLimitBytes),
				formatDuration(state === 'running' && startedAt !== undefined ? (at - startedAt) / 1000 : undefined),
				restartCount === undefined ? '–' : String(restartCount),
			];
		});
	return [
		'',
		...textTable(['CONTAINER', 'STATE', 'CPU', 'MEMORY', 'LIMIT', 'UP', 'RESTARTS'], rows, [1]),
		...(watchesAnotherMachine(snapshot, containers)
			? ['This Prometheus watches the containers of another machine.']
			: []),
	];
};
