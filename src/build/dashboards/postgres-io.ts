import { lines, scaleOf } from './panels.ts';
import { databaseRate, databases, overServer } from './postgres-queries.ts';
import { over } from './queries.ts';
import type { Row } from './spec.ts';

// The exporter has milliseconds here; seconds a second is the mean number of sessions that were waiting.
const timeRate = (counter: string): string => `${databaseRate(counter)} / 1000`;

/** Rows, blocks, temporary files and the sizes of databases. */
export const postgresIo: Row = {
	title: 'Rows and blocks',
	panels: [
		lines({
			title: 'Rows read',
			about:
				'Rows that were scanned to answer, and rows that an index found. Many scanned for few found is a missing index.',
			width: 12,
			queries: [
				{ expr: databaseRate('tup_returned'), legend: '{{datname}} scanned' },
				{ expr: databaseRate('tup_fetched'), legend: '{{datname}} found by index' },
			],
			unit: 'per_second',
		}),
		lines({
			title: 'Rows written',
			about: 'Rows inserted, updated and deleted.',
			width: 12,
			queries: [
				{ expr: databaseRate('tup_inserted'), legend: '{{datname}} inserted' },
				{ expr: databaseRate('tup_updated'), legend: '{{datname}} updated' },
				{ expr: databaseRate('tup_deleted'), legend: '{{datname}} deleted' },
			],
			unit: 'per_second',
		}),
		lines({
			title: 'Cache hit',
			about: 'Share of the blocks found in shared_buffers. A database at rest has no share.',
			width: 12,
			queries: [{ expr: overServer('postgres.cache_hit_ratio'), legend: 'cache hit' }],
			...scaleOf('postgres.cache_hit_ratio'),
			max: 1,
			none: 'Nothing was read.',
		}),
		lines({
			title: 'Blocks',
			about: 'Blocks found in shared_buffers, and blocks that had to be read from the system.',
			width: 12,
			queries: [
				{ expr: databaseRate('blks_hit'), legend: '{{datname}} hit' },
				{ expr: databaseRate('blks_read'), legend: '{{datname}} read' },
			],
			unit: 'per_second',
		}),
		lines({
			title: 'Sessions waiting for disks',
			about:
				'Mean number of sessions that were reading or writing blocks. It needs track_io_timing, which this stack turns on.',
			width: 12,
			queries: [
				{ expr: timeRate('blk_read_time'), legend: '{{datname}} reading' },
				{ expr: timeRate('blk_write_time'), legend: '{{datname}} writing' },
			],
			unit: 'count',
		}),
		lines({
			title: 'Temporary files',
			about: 'Bytes that sorts and joins wrote to disk because work_mem was too small for them.',
			width: 12,
			queries: [{ expr: overServer('postgres.temp_bytes_per_second'), legend: 'written' }],
			...scaleOf('postgres.temp_bytes_per_second'),
		}),
		lines({
			title: 'Size by database',
			about: 'Each database on disk, indexes included.',
			width: 12,
			queries: [{ expr: `max by (datname) (${over('postgres.size_bytes', databases)})`, legend: '{{datname}}' }],
			...scaleOf('postgres.size_bytes'),
			stacked: true,
		}),
	],
};
