import { formatDuration } from '../../metrics/format.ts';
import { stateText } from '../../ui/containers/state.ts';
import { textTable } from '../top/text-table.ts';
import type { ServiceStatus, SourceStatus, StackStatus } from './look.ts';

const portsOf = ({ container }: ServiceStatus): string =>
	[
		...new Set(
			(container?.ports ?? []).flatMap(({ hostIp, hostPort }) =>
				hostPort === undefined ? [] : [`${hostIp?.includes(':') ? `[${hostIp}]` : (hostIp ?? '')}:${hostPort}`],
			),
		),
	].join(' ');

const stateOf = ({ container, service }: ServiceStatus, now: number): string => {
	if (container) return stateText({ container, now, acting: undefined });
	return service?.profile === undefined ? 'not created' : `off (profile ${service.profile})`;
};

const sourceText = (source: SourceStatus): readonly string[] => {
	if ('error' in source) return [`Prometheus  ${source.error}`];
	const { url, targets, targetsDown, alerts } = source;
	const up = `${targets - targetsDown.length} of ${targets} targets up`;
	return [
		`Prometheus  ${url}  ${up}${targetsDown.length > 0 ? `, down: ${targetsDown.join(', ')}` : ''}`,
		`Alerts      ${alerts.length === 0 ? 'none fires' : alerts.join(', ')}`,
	];
};

/** The stack as plain text, at most 80 columns wide but for long lists at its end. */
export const statusText = ({ services, source }: StackStatus, now: number): string => {
	const rows = services.map(status => {
		const { name, container, url, isForeign } = status;
		const startedAt = container?.state === 'running' ? container.startedAt : undefined;
		return [
			`${name}${isForeign ? ' *' : ''}`,
			stateOf(status, now),
			formatDuration(startedAt === undefined ? undefined : (now - startedAt) / 1000),
			url ?? portsOf(status),
		];
	});
	const foreign = services.find(({ isForeign }) => isForeign)?.container;
	const from = foreign?.composeFiles?.[0];
	return [
		...textTable(['SERVICE', 'STATE', 'UP', 'ADDRESS'], rows, [1, 3]),
		'',
		...sourceText(source),
		...(foreign ? [`* of another deployment${from === undefined ? '' : ` (${from})`}: shown, never changed`] : []),
		'',
	].join('\n');
};
