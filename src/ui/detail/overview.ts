import { formatBytes, formatBytesPerSecond, formatCores, formatDuration, formatRatio } from '../../metrics/format.ts';
import { lastValue } from '../../store/remote.ts';
import type { Row } from '../containers/columns.ts';
import { dependentsOf } from '../containers/dependents.ts';
import { stateText } from '../containers/state.ts';
import { whyOf } from '../containers/why.ts';
import { emptyLines } from '../empty.ts';
import type { Model } from '../model.ts';
import { isPast } from '../time/travel.ts';
import { containerInDetail, rowInDetail } from './about.ts';
import { heading, momentText, pair } from './pairs.ts';

const networkText = ({ container, usage }: Row): string =>
	container.isOnHostNetwork
		? "the host's: what is its own cannot be told"
		: `in ${formatBytesPerSecond(usage?.receiveBytesPerSecond)}  out ${formatBytesPerSecond(usage?.transmitBytesPerSecond)}`;

const usageLines = (row: Row, width: number): string[] => {
	const { usage, cores } = row;
	const share = usage?.cpuCores !== undefined && cores ? ` (${formatRatio(usage.cpuCores / cores)} of ${cores})` : '';
	const limit = usage?.memoryLimitBytes;
	const ofLimit =
		limit === undefined
			? ', no limit'
			: ` of ${formatBytes(limit)} (${formatRatio(usage?.memoryBytes === undefined ? undefined : usage.memoryBytes / limit)})`;
	return [
		...heading('Usage'),
		...pair('CPU', `${formatCores(usage?.cpuCores)}${share}`, width),
		...pair('memory', `${formatBytes(usage?.memoryBytes)}${ofLimit}`, width),
		...pair('network', networkText(row), width),
		...pair(
			'disk',
			`read ${formatBytesPerSecond(usage?.readBytesPerSecond)}  written ${formatBytesPerSecond(usage?.writtenBytesPerSecond)}`,
			width,
		),
		...pair('measured by', usage?.from === 'prometheus' ? 'cAdvisor, by Prometheus' : usage && 'the engine', width),
	];
};

const portsText = (ports: Row['container']['ports']): string =>
	[
		...new Set(
			ports.map(({ hostIp, hostPort, containerPort, protocol }) =>
				hostPort === undefined
					? `${containerPort}/${protocol}`
					: `${hostIp ? `${hostIp}:` : ''}${hostPort} → ${containerPort}/${protocol}`,
			),
		),
	].join('  ');

/** What a container is and how it is, in the order in which one asks. */
export const overviewLines = (model: Model, width: number): string[] => {
	const container = containerInDetail(model);
	const row = rowInDetail(model);
	if (!container) return isPast(model) ? emptyLines(model.snapshot, 'Nothing is known of it at that time.', width) : [];
	const all = lastValue(model.containers) ?? [];
	const now = model.clock.wall;
	const why = whyOf(container, { all, events: model.events, memoryLimit: row?.usage?.memoryLimitBytes, now });
	const { startedAt, finishedAt, createdAt, restartCount, dependsOn = [], networks = [] } = container;
	const moment = (at: number | undefined) =>
		at === undefined ? undefined : `${momentText(at, now)}, ${formatDuration(Math.max(0, now - at) / 1000)} ago`;
	return [
		...pair('state', stateText({ container, now, acting: row?.acting, isLooping: row?.isLooping ?? false }), width),
		...pair('why', why, width),
		...pair('image', container.image, width),
		...pair('id', container.id, width),
		...pair('project', [container.project, container.service].filter(Boolean).join(' / '), width),
		...pair('created', moment(createdAt), width),
		...pair('started', moment(startedAt), width),
		...(container.state === 'running' ? [] : pair('ended', moment(finishedAt), width)),
		...pair('restarts', restartCount === undefined ? undefined : String(restartCount), width),
		...pair('ports', portsText(container.ports), width),
		...pair('networks', networks.join('  '), width),
		...pair('depends on', dependsOn.map(({ service, condition }) => `${service} (${condition})`).join('  '), width),
		...pair('needed by', dependentsOf([container], all).join('  '), width),
		...(row && container.state === 'running' ? usageLines(row, width) : []),
	];
};
