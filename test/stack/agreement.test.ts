import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { describe, it } from 'vitest';
import type { MetricId } from '../../src/metrics/catalogue/catalogue.ts';
import type { Snapshot } from '../../src/metrics/snapshot.ts';
import { createLocalSource } from '../../src/sources/local.ts';
import { createPrometheusSource } from '../../src/sources/prometheus.ts';
import { growthBetween, type Moment, readMoment } from './own-counters.ts';
import { describeRig } from './require-rig.ts';
import type { RigHandle } from './rig-handle.ts';
import { runProgram } from './run-program.ts';
import { waitUntil } from './wait-until.ts';

const { signal } = new AbortController();

/** A number of aixcl's, what another program says it is, and how far apart they may be besides 5 %. */
type Pair = readonly [what: string, ours: number | undefined, theirs: number, slack?: number];

const isFar = ([, ours, theirs, slack = 0]: Pair): boolean =>
	ours === undefined || !(Math.abs(ours - theirs) <= Math.max(0.05 * Math.abs(theirs), slack));

const reading = ({ readings }: Snapshot, id: MetricId, label?: string): number | undefined =>
	readings[id]?.find(({ labels }) => label === undefined || Object.values(labels).includes(label as never))?.value;

/** Asks both sides again until they agree: what moves is seldom asked at the very same moment. */
const expectAgreement = async (pairs: () => Promise<readonly Pair[]>, seconds = 20) => {
	let last: readonly Pair[] = [];
	await waitUntil(
		async () => {
			last = await pairs();
			return last.length > 0 && !last.some(isFar);
		},
		{
			what: 'the numbers to agree',
			seconds,
			why: () =>
				last
					.filter(isFar)
					.map(([what, ours, theirs]) => `${what}: ${ours} here, ${theirs} there`)
					.join('\n'),
		},
	);
};

const memoryPairs = async (snapshot: Snapshot): Promise<readonly Pair[]> => {
	const [, memory = '', swap = ''] = (await runProgram('free', ['-b', '-w'])).split('\n');
	const [total, , , , buffers, cache, available] = memory.split(/\s+/).slice(1).map(Number);
	const [swapTotal, swapUsed] = swap.split(/\s+/).slice(1).map(Number);
	const MiB = 1024 * 1024;
	return [
		['memory total', reading(snapshot, 'host.memory.total_bytes'), total!],
		['memory available', reading(snapshot, 'host.memory.available_bytes'), available!],
		['memory used', reading(snapshot, 'host.memory.used_bytes'), total! - available!],
		['memory used, ratio', reading(snapshot, 'host.memory.used_ratio'), 1 - available! / total!],
		['cache', reading(snapshot, 'host.memory.cached_bytes'), buffers! + cache!],
		['swap', reading(snapshot, 'host.swap.total_bytes'), swapTotal!],
		['swap used', reading(snapshot, 'host.swap.used_bytes'), swapUsed!, MiB],
	];
};

const machinePairs = async (snapshot: Snapshot): Promise<readonly Pair[]> => {
	const [load1, load5, load15] = readFileSync('/proc/loadavg', 'utf8').split(' ').map(Number);
	const [device = '', blocks, used, available] = (await runProgram('df', ['-B1', '-P', '/']))
		.split('\n')[1]!
		.split(/\s+/);
	return [
		['load, 1 min', reading(snapshot, 'host.load1'), load1!],
		['load, 5 min', reading(snapshot, 'host.load5'), load5!],
		['load, 15 min', reading(snapshot, 'host.load15'), load15!],
		['uptime', reading(snapshot, 'host.uptime_seconds'), Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]), 2],
		['cores', reading(snapshot, 'host.cpu.cores'), Number(await runProgram('nproc', ['--all']))],
		[`size of ${device}`, reading(snapshot, 'host.filesystem.size_bytes', device), Number(blocks)],
		[`free on ${device}`, reading(snapshot, 'host.filesystem.available_bytes', device), Number(available)],
		[
			`used of ${device}`,
			reading(snapshot, 'host.filesystem.used_ratio', device),
			Number(used) / (Number(used) + Number(available)),
		],
	];
};

// Exporters since 0.18 leave their own session out.
const sessions = ({ generation }: RigHandle) =>
	`pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()${
		generation === 'sid' ? " and query not like '%pg_stat_activity%'" : ''
	}`;

const databasePairs = async (rig: RigHandle, snapshot: Snapshot): Promise<readonly Pair[]> => {
	const number = async (sql: string) => Number(await rig.psql(sql));
	const value = (id: MetricId, label?: string) => reading(snapshot, id, label);
	const state = (name: string) => `select count(*) from ${sessions(rig)} and state = '${name}'`;
	return [
		['up', value('postgres.up'), 1],
		['connections', value('postgres.connections'), await number(`select count(*) from ${sessions(rig)}`)],
		['idle', value('postgres.connections.by_state', 'idle'), await number(state('idle'))],
		[
			'idle in transaction',
			value('postgres.connections.by_state', 'idle in transaction'),
			await number(state('idle in transaction')),
		],
		[
			'usable connections',
			value('postgres.connections.max'),
			await number(
				"select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int",
			),
		],
		['size', value('postgres.size_bytes', 'webui'), await number("select pg_database_size('webui')")],
		[
			'longest transaction',
			value('postgres.longest_transaction_seconds'),
			await number('select extract(epoch from max(now() - xact_start)) from pg_stat_activity'),
			3,
		],
		[
			'longest idle in transaction',
			value('postgres.longest_idle_in_transaction_seconds'),
			await number(
				"select extract(epoch from max(now() - xact_start)) from pg_stat_activity where state = 'idle in transaction'",
			),
			3,
		],
		['deadlocks', value('postgres.deadlocks'), await number('select sum(deadlocks) from pg_stat_database')],
	];
};

const kB = 1000;

const ratePairs = (snapshot: Snapshot, before: Moment, after: Moment): readonly Pair[] => {
	const { seconds, of } = growthBetween(before, after);
	const value = (id: MetricId, label?: string) => reading(snapshot, id, label);
	const each = (prefix: string) =>
		Object.keys(after.counters).flatMap(name => (name.startsWith(`${prefix} `) ? [name.slice(prefix.length + 1)] : []));
	const devices = (prefix: string, id: MetricId): readonly Pair[] =>
		each(prefix).map(device => [`${prefix} ${device}`, value(id, device), of(`${prefix} ${device}`) / seconds, 2 * kB]);
	const transactions = of('committed') + of('rolledBack');
	return [
		['CPU', value('host.cpu.ratio'), of('busy') / of('total')],
		['user', value('host.cpu.mode_ratio', 'user'), of('user') / of('total'), 0.005],
		['system', value('host.cpu.mode_ratio', 'system'), of('system') / of('total'), 0.005],
		...devices('read', 'host.disk.read_bytes_per_second'),
		...devices('written', 'host.disk.written_bytes_per_second'),
		...devices('received', 'host.network.receive_bytes_per_second'),
		...devices('sent', 'host.network.transmit_bytes_per_second'),
		['transactions', value('postgres.transactions_per_second'), transactions / seconds],
		['rolled back', value('postgres.rollback_ratio'), of('rolledBack') / transactions, 0.002],
		['cache hit', value('postgres.cache_hit_ratio'), of('hit') / (of('hit') + of('missed'))],
		['temporary files', value('postgres.temp_bytes_per_second'), of('temporary') / seconds],
	];
};

describe('this machine, sampled', () => {
	it('agrees with free, df and /proc', async () => {
		const source = createLocalSource();
		await expectAgreement(async () => {
			const snapshot = await source.read(signal);
			return [...(await memoryPairs(snapshot)), ...(await machinePairs(snapshot))];
		});
		source.close();
	});
});

describeRig('the numbers of Prometheus', rig => {
	const sourceOf = () => createPrometheusSource({ url: rig.prometheusUrl, thisHostName: hostname() });

	it('agree with free, df and /proc', async () => {
		const source = sourceOf();
		await expectAgreement(async () => {
			const snapshot = await source.read(signal);
			return [...(await memoryPairs(snapshot)), ...(await machinePairs(snapshot))];
		});
		source.close();
	});

	it('agree with psql', async () => {
		const source = sourceOf();
		await expectAgreement(async () => databasePairs(rig, await source.read(signal)));
		source.close();
	});

	it('agree with the counters themselves over the same minute', async () => {
		const source = sourceOf();
		const moments: Moment[] = [];
		await expectAgreement(async () => {
			const after = await readMoment(rig.psql);
			if (after.at - (moments.at(-1)?.at ?? 0) >= 500) moments.push(after);
			const start = after.at - 60_000;
			if (moments[0]!.at > start) return [];
			const before = moments.reduce((best, moment) =>
				Math.abs(moment.at - start) < Math.abs(best.at - start) ? moment : best,
			);
			return ratePairs(await source.read(signal, { at: after.at }), before, after);
		}, 110);
		source.close();
	});

	it('agree with docker stats', async () => {
		const source = sourceOf();
		await expectAgreement(async () => {
			const { busy = '' } = rig.containers;
			const [cpu = '', memory = ''] = (
				await rig.docker('stats', '--no-stream', '--format', '{{.CPUPerc}} {{.MemUsage}}', busy)
			).split(' ');
			const { readings } = await source.read(signal);
			const own = (id: MetricId) => readings[id]?.find(({ labels }) => labels.id?.includes(busy))?.value;
			const units: Readonly<Record<string, number>> = { B: 1, KiB: 1024, MiB: 1024 ** 2 };
			const unit = units[/[A-Za-z]+$/.exec(memory)![0]]!;
			return [
				['CPU of a container', own('container.cpu_cores'), Number.parseFloat(cpu) / 100],
				['memory of a container', own('container.memory_bytes'), Number.parseFloat(memory) * unit, 100 * 1024],
			];
		}, 60);
		source.close();
	});
});
