import type { AuditEntry } from '../../audit/entry.ts';
import { formatDuration } from '../../metrics/format.ts';
import { cellWidth, fitLeft } from '../../text/width.ts';

const header = ['TIME', 'WHO', 'ACTION', 'CONTAINER', 'ID', 'TOOK', 'ENDPOINT', 'RESULT'];
const gap = '  ';

/** Lines of a table, its header first; every column is as wide as its widest cell. Times are of this machine. */
export const auditTable = (entries: readonly AuditEntry[]): readonly string[] => {
	const rows = [header, ...entries.map(cellsOf)];
	const widths = header.map((_, column) => Math.max(...rows.map(row => cellWidth(row[column] ?? ''))));
	return rows.map(row =>
		row
			.map((text, column) => fitLeft(text, widths[column] ?? 0))
			.join(gap)
			.trimEnd(),
	);
};

const cellsOf = (entry: AuditEntry): readonly string[] => [
	timeText(entry.at),
	whoText(entry),
	[entry.action, entry.detail].filter(Boolean).join(' '),
	entry.container,
	entry.id?.slice(0, 12) ?? '–',
	formatDuration(entry.seconds),
	entry.endpoint,
	entry.message === undefined ? entry.result : `${entry.result}: ${entry.message}`,
];

// Who sat there, then as whom, then from where.
const whoText = ({ user, sudoUser, client }: AuditEntry): string => {
	const name = sudoUser === undefined || sudoUser === user ? user : `${sudoUser} as ${user}`;
	return client === undefined ? name : `${name} from ${client}`;
};

const timeText = (at: number): string => {
	const time = new Date(at);
	const two = (value: number) => String(value).padStart(2, '0');
	const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
	return `${day} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')}`;
};
