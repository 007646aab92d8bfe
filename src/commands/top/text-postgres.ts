import type { MetricId } from '../../metrics/catalogue/catalogue.ts';
import {
	formatBytes,
	formatBytesPerSecond,
	formatCount,
	formatDuration,
	formatRate,
	formatRatio,
} from '../../metrics/format.ts';
import type { Snapshot } from '../../metrics/snapshot.ts';
import { readingsOf } from '../../ui/readings.ts';
import { textFacts } from './text-table.ts';

const ofInstance = (snapshot: Snapshot, instance: string | undefined): readonly string[] => {
	const readings = (id: MetricId) => readingsOf(snapshot, id).filter(({ labels }) => labels.instance === instance);
	const value = (id: MetricId) => readings(id)[0]?.value;
	const known = (id: MetricId, title: string, format: (value: number | undefined) => string) =>
		readings(id).length === 0 ? undefined : `${title} ${format(value(id))}`;
	if (value('postgres.up') === 0) return textFacts('Postgres', ['DOWN', instance]);
	const sizes = readings('postgres.size_bytes');
	const size = sizes.length === 0 ? undefined : sizes.reduce((sum, reading) => sum + reading.value, 0);
	return textFacts('Postgres', [
		'up',
		instance,
		`connections ${formatCount(value('postgres.connections'))} of ${formatCount(value('postgres.connections.max'))}`,
		...readings('postgres.connections.by_state')
			.filter(reading => reading.value > 0)
			.map(({ labels, value: count }) => `${labels.state ?? '?'} ${formatCount(count)}`),
		`${formatRate(value('postgres.transactions_per_second'))} tx/s`,
		`rollback ${formatRatio(value('postgres.rollback_ratio'))}`,
		`cache hit ${formatRatio(value('postgres.cache_hit_ratio'))}`,
		`size ${formatBytes(size)}`,
		known('postgres.longest_transaction_seconds', 'longest tx', formatDuration),
		known('postgres.longest_idle_in_transaction_seconds', 'longest idle in tx', formatDuration),
		known('postgres.deadlocks', 'deadlocks', formatCount),
		known('postgres.temp_bytes_per_second', 'temp', formatBytesPerSecond),
		known('postgres.replication_lag_seconds', 'replication lag', formatDuration),
	]);
};

/** PostgreSQL, a paragraph for each server that is watched. */
export const postgresText = (snapshot: Snapshot): readonly string[] => {
	const instances = new Set(readingsOf(snapshot, 'postgres.up').map(({ labels }) => labels.instance));
	return [...instances].flatMap(instance => ofInstance(snapshot, instance));
};
