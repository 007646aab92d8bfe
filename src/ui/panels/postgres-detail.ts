import { formatBytes, formatCount, formatDuration, formatRatio } from '../../metrics/format.ts';
import type { Labels, Readings } from '../../metrics/snapshot.ts';
import { fitLeft, fitRight } from '../../text/width.ts';
import type { Glyphs } from '../glyphs.ts';
import { paint } from '../paint.ts';

type Section = { readonly title: string; readonly lines: readonly string[] };

const same = (names: readonly string[], a: Labels, b: Labels): boolean => names.every(name => a[name] === b[name]);

const cells = (widths: readonly number[], texts: readonly string[]): string =>
	texts.map((text, index) => fitRight(text, widths[index] ?? 8)).join('  ');

const statementWidths = [7, 10, 9] as const;

const statements = (found: Readings, width: number, glyphs: Glyphs): Section => {
	// Statements are written in lines, and read here in one.
	const text = (queryid: string | undefined) =>
		found['postgres.statements.text']
			?.find(({ labels }) => labels.queryid === queryid)
			?.labels.query?.replace(/[␊␉␍\s]+/g, ' ')
			.trim();
	const about = (id: 'postgres.statements.calls_per_second' | 'postgres.statements.mean_seconds', of: Labels) =>
		found[id]?.find(({ labels }) => same(['datname', 'queryid'], labels, of))?.value;
	const lines = [...(found['postgres.statements.seconds_per_second'] ?? [])]
		.sort((a, b) => b.value - a.value)
		.map(({ labels, value }) => {
			const calls = about('postgres.statements.calls_per_second', labels);
			const mean = about('postgres.statements.mean_seconds', labels);
			const meanText = mean === undefined ? '–' : mean < 1 ? `${formatCount(mean * 1000)} ms` : formatDuration(mean);
			const numbers = cells(statementWidths, [formatRatio(value), formatCount(calls), meanText]);
			const room = Math.max(8, width - numbers.length - 4 - 12);
			const query = text(labels.queryid) ?? `query ${labels.queryid ?? ''}`;
			return `${numbers}  ${fitLeft(labels.datname ?? '', 12, glyphs.ellipsis)}  ${fitLeft(query, room, glyphs.ellipsis)}`;
		});
	const head = `${cells(statementWidths, ['OF TIME', 'CALLS/S', 'MEAN'])}  ${fitLeft('DATABASE', 12)}  STATEMENT`;
	return { title: 'Statements by total time', lines: lines.length === 0 ? [] : [paint(head, 'dim'), ...lines] };
};

const tables = (found: Readings, width: number, glyphs: Glyphs): Section => {
	const about = (id: 'postgres.tables.dead_ratio' | 'postgres.tables.vacuum_age_seconds', of: Labels) =>
		found[id]?.find(({ labels }) => same(['datname', 'schemaname', 'relname'], labels, of))?.value;
	const lines = [...(found['postgres.tables.dead_tuples'] ?? [])]
		.sort((a, b) => b.value - a.value)
		.map(({ labels, value }) => {
			const numbers = cells(
				[8, 7, 10],
				[
					formatCount(value),
					formatRatio(about('postgres.tables.dead_ratio', labels)),
					formatDuration(about('postgres.tables.vacuum_age_seconds', labels)),
				],
			);
			return `${numbers}  ${fitLeft(`${labels.datname}.${labels.schemaname}.${labels.relname}`, width - numbers.length - 2, glyphs.ellipsis)}`;
		});
	const head = `${cells([8, 7, 10], ['DEAD', 'SHARE', 'VACUUMED'])}  TABLE`;
	return { title: 'Dead tuples', lines: lines.length === 0 ? [] : [paint(head, 'dim'), ...lines] };
};

const counted = (
	title: string,
	found: readonly { readonly labels: Labels; readonly value: number }[] | undefined,
	name: (labels: Labels) => string,
	format: (value: number) => string = formatCount,
): Section => ({
	title,
	lines: [...(found ?? [])]
		.sort((a, b) => b.value - a.value)
		.map(({ labels, value }) => `${fitRight(format(value), 10)}  ${name(labels)}`),
});

/** What PostgreSQL is busy with, in sections; those of which nothing is known are left out. */
export const detailSections = (found: Readings, width: number, glyphs: Glyphs): readonly Section[] => {
	const single = (title: string, value: number | undefined, format: (value: number) => string): Section => ({
		title,
		lines: value === undefined ? [] : [`${fitRight(format(value), 10)}`],
	});
	const nameless = (text: string | undefined) => (text === undefined || text === '' ? '(no name)' : text);
	return [
		statements(found, width, glyphs),
		counted('Connections by application', found['postgres.connections.by_application'], labels =>
			nameless(labels.application_name),
		),
		counted(
			'Longest transactions',
			found['postgres.transactions.longest_seconds'],
			labels => `${nameless(labels.state)} in ${nameless(labels.datname)}`,
			formatDuration,
		),
		counted('Locks', found['postgres.locks'], labels => labels.mode ?? ''),
		single('Waiting for a lock', found['postgres.connections.waiting_for_locks']?.[0]?.value, formatCount),
		tables(found, width, glyphs),
		single('WAL', found['postgres.wal.size_bytes']?.[0]?.value, formatBytes),
		counted(
			'Replicas behind by',
			found['postgres.replication.replay_lag_bytes'],
			labels => `${nameless(labels.application_name)} ${labels.state ?? ''}`,
			formatBytes,
		),
	].filter(({ lines }) => lines.length > 0);
};

/** Sections one below the other in so many lines: each has its title, and no more than its share of the room. */
export const detailLines = (found: Readings, width: number, height: number, glyphs: Glyphs): string[] => {
	// A section is told with a line of its own at least, or not at all.
	const sections = detailSections(found, width, glyphs).slice(0, Math.max(1, Math.floor(height / 3)));
	const taken = sections.map(() => 0);
	let left = height - sections.length * 2;
	while (left > 0 && sections.some(({ lines }, index) => taken[index]! < lines.length)) {
		for (const [index, { lines }] of sections.entries()) {
			if (left > 0 && taken[index]! < lines.length) {
				taken[index]! += 1;
				left -= 1;
			}
		}
	}
	return sections.flatMap(({ title, lines }, index) => ['', paint(title, 'bold'), ...lines.slice(0, taken[index])]);
};
