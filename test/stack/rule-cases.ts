import type { MetricId } from '../../src/metrics/catalogue/catalogue.ts';

/** A series and its value after five minutes; `+n` grows by n every 15 seconds; with an x in it, promtool's own notation. */
export type Input = readonly [series: string, value: string];
/** What the exporters tell, and what the rules have to make of it; labels are those besides `job` and `instance`. */
export type RuleCase = {
	readonly about: string;
	readonly given: readonly Input[];
	readonly expected: readonly (readonly [id: MetricId, labels: string, value: number])[];
	readonly absent?: readonly MetricId[];
};

const hex = (digit: string): string => digit.repeat(64);
const docker = `/docker/${hex('a')}`;
const scope = `/system.slice/docker-${hex('b')}.scope`;
const podman = `/user.slice/user-1000.slice/libpod-${hex('c')}.scope`;
const conmon = `/user.slice/user-1000.slice/libpod-conmon-${hex('c')}.scope`;
const working = (id: string) =>
	`container_memory_working_set_bytes{job="c",instance="i",id="${id}",name="n",image="x"}`;
const limit = (id: string) => `container_spec_memory_limit_bytes{job="c",instance="i",id="${id}",name="n"}`;
const activity = (labels: string) => `pg_stat_activity_count{job="p",instance="i",datname="webui",${labels}}`;

const networkOf = (family: string, labels: string, value: string): readonly Input[] =>
	['receive', 'transmit'].map(direction => [`${family}_${direction}_bytes_total{${labels}}`, value] as const);

export const ruleCases: readonly RuleCase[] = [
	{
		about: 'an exporter that knows no types of backends counts all sessions',
		given: [
			[activity('state="active",server="s"'), '2'],
			[activity('state="idle",server="s"'), '5'],
			['pg_settings_max_connections{job="p",instance="i",server="s"}', '100'],
			['pg_settings_superuser_reserved_connections{job="p",instance="i",server="s"}', '3'],
		],
		expected: [
			['postgres.connections', '', 7],
			['postgres.connections.by_state', ',state="active"', 2],
			['postgres.connections.by_state', ',state="idle"', 5],
			['postgres.connections.max', '', 97],
		],
	},
	{
		about: 'one that knows them counts clients only, and PostgreSQL 16 reserves more',
		given: [
			[activity('state="active",backend_type="client backend",usename="a",wait_event=""'), '2'],
			[activity('state="active",backend_type="client backend",usename="b",wait_event="x"'), '1'],
			[activity('state="active",backend_type="autovacuum worker",usename="",wait_event=""'), '4'],
			['pg_settings_max_connections{job="p",instance="i"}', '100'],
			['pg_settings_superuser_reserved_connections{job="p",instance="i"}', '3'],
			['pg_settings_reserved_connections{job="p",instance="i"}', '2'],
		],
		expected: [
			['postgres.connections', '', 3],
			['postgres.connections.max', '', 95],
		],
	},
	{
		about: 'a primary has no replication lag',
		given: [
			['pg_replication_lag_seconds{job="p",instance="i"}', '0'],
			['pg_replication_is_replica{job="p",instance="i"}', '0'],
			['pg_replication_lag{job="p",instance="i"}', '0'],
		],
		expected: [],
		absent: ['postgres.replication_lag_seconds'],
	},
	{
		about: 'a replica has',
		given: [
			['pg_replication_lag_seconds{job="p",instance="i"}', '4.5'],
			['pg_replication_is_replica{job="p",instance="i"}', '1'],
		],
		expected: [['postgres.replication_lag_seconds', '', 4.5]],
	},
	{
		about: 'a replica behind an early exporter has too',
		given: [['pg_replication_lag{job="p",instance="i"}', '7']],
		expected: [['postgres.replication_lag_seconds', '', 7]],
	},
	{
		about: 'a database at rest has no shares',
		given: ['xact_commit', 'xact_rollback', 'blks_hit', 'blks_read'].map(
			name => [`pg_stat_database_${name}{job="p",instance="i",datname="webui"}`, '9'] as const,
		),
		expected: [['postgres.transactions_per_second', '', 0]],
		absent: ['postgres.rollback_ratio', 'postgres.cache_hit_ratio'],
	},
	{
		about: 'a database at work has them, whatever its databases are',
		given: [
			['pg_stat_database_xact_commit{job="p",instance="i",datname="a"}', '+30'],
			['pg_stat_database_xact_commit{job="p",instance="i",datname="b"}', '+15'],
			['pg_stat_database_xact_rollback{job="p",instance="i",datname="a"}', '+15'],
		],
		expected: [['postgres.transactions_per_second', '', 4]],
	},
	{
		about: 'containers are those of Docker and Podman, not their monitors nor what holds them',
		given: [docker, scope, podman, conmon, '/', '/docker', '/system.slice/ssh.service'].map(
			id => [working(id), '1'] as const,
		),
		expected: [docker, scope, podman].map(id => ['container.memory_bytes', `,id="${id}",name="n"`, 1] as const),
	},
	{
		about: 'a container without a limit has none, whichever way that is written',
		given: [
			[limit(docker), '0'],
			[limit(scope), '9223372036854771712'],
			[limit(podman), '67108864'],
		],
		expected: [['container.memory_limit_bytes', `,id="${podman}",name="n"`, 67_108_864]],
	},
	{
		about: 'a container\u2019s cores are summed',
		given: ['cpu00', 'cpu01'].map(
			cpu =>
				[
					`container_cpu_usage_seconds_total{job="c",instance="i",id="${docker}",name="n",cpu="${cpu}"}`,
					'+15',
				] as const,
		),
		expected: [['container.cpu_cores', `,id="${docker}",name="n"`, 2]],
	},
	{
		about: 'a rate is not told before the series is as old as its window, a share is',
		given: [
			[`container_cpu_usage_seconds_total{job="c",instance="i",id="${docker}",name="n",cpu="total"}`, '_x17 0+15x3'],
			['node_disk_read_bytes_total{job="n",instance="i",device="sda"}', '_x17 0+15x3'],
			['pg_stat_database_xact_commit{job="p",instance="i",datname="a"}', '_x17 0+9x3'],
			['pg_stat_database_xact_rollback{job="p",instance="i",datname="a"}', '_x17 0+3x3'],
			['node_cpu_seconds_total{job="n",instance="i",cpu="0",mode="idle"}', '_x17 0+3.75x3'],
			['node_cpu_seconds_total{job="n",instance="i",cpu="0",mode="user"}', '_x17 0+11.25x3'],
		],
		expected: [
			['host.cpu.ratio', '', 0.75],
			['host.cpu.core_ratio', ',cpu="0"', 0.75],
			['host.cpu.mode_ratio', ',mode="idle"', 0.25],
			['host.cpu.mode_ratio', ',mode="user"', 0.75],
			['postgres.rollback_ratio', '', 0.25],
		],
		absent: ['container.cpu_cores', 'host.disk.read_bytes_per_second', 'postgres.transactions_per_second'],
	},
	{
		about: 'waiting for the disk or for the hypervisor is no work',
		given: Object.entries({ idle: 3.75, iowait: 1.875, steal: 1.875, user: 7.5 }).map(
			([mode, ticks]) => [`node_cpu_seconds_total{job="n",instance="i",cpu="0",mode="${mode}"}`, `+${ticks}`] as const,
		),
		expected: [
			['host.cpu.ratio', '', 0.5],
			['host.cpu.mode_ratio', ',mode="idle"', 0.25],
			['host.cpu.mode_ratio', ',mode="iowait"', 0.125],
			['host.cpu.mode_ratio', ',mode="steal"', 0.125],
			['host.cpu.mode_ratio', ',mode="user"', 0.5],
			['host.cpu.cores', '', 1],
		],
	},
	{
		about: 'memory is what cannot be had, also of a kernel that does not tell it',
		given: Object.entries({ MemTotal: 100, MemFree: 20, Buffers: 5, Cached: 30, SReclaimable: 5, Shmem: 10 }).map(
			([name, value]) => [`node_memory_${name}_bytes{job="n",instance="i"}`, String(value)] as const,
		),
		expected: [
			['host.memory.available_bytes', '', 50],
			['host.memory.used_bytes', '', 50],
			['host.memory.used_ratio', '', 0.5],
			['host.memory.cached_bytes', '', 40],
		],
		absent: ['host.swap.used_bytes'],
	},
	{
		about: 'blocks reserved for root are not used, and what is in memory is no file system',
		given: ['ext4', 'tmpfs'].flatMap(type =>
			Object.entries({ size: 100, free: 30, avail: 20 }).map(
				([name, value]) =>
					[
						`node_filesystem_${name}_bytes{job="n",instance="i",device="/dev/d",mountpoint="/${type}",fstype="${type}",device_error=""}`,
						String(value),
					] as const,
			),
		),
		expected: [['host.filesystem.used_ratio', ',device="/dev/d",mountpoint="/ext4",fstype="ext4"', 7 / 9]],
	},
	{
		about: 'a machine\u2019s interfaces are those that node_exporter sees',
		given: [
			['node_uname_info{job="n",instance="i",nodename="vm"}', '1'],
			['machine_cpu_cores{job="c",instance="c"}', '4'],
			...networkOf('node_network', 'job="n",instance="i",device="eth0"', '+150'),
			...networkOf('container_network', 'job="c",instance="c",id="/",interface="eth1"', '+300'),
		],
		expected: [
			['host.network.receive_bytes_per_second', ',device="eth0"', 10],
			['host.network.transmit_bytes_per_second', ',device="eth0"', 10],
		],
	},
	{
		about: 'where it sees none, they are those that cAdvisor sees of the whole machine',
		given: [
			['node_uname_info{job="n",instance="i",nodename="vm"}', '1'],
			['machine_cpu_cores{job="c",instance="c"}', '4'],
			...networkOf('container_network', 'job="c",instance="c",id="/",interface="eth1"', '+300'),
			...networkOf('container_network', 'job="c",instance="c",id="/",interface="br-0"', '+300'),
			...networkOf('container_network', `job="c",instance="c",id="${docker}",name="n",interface="eth0"`, '+300'),
		],
		expected: [
			['host.network.receive_bytes_per_second', ',device="eth1"', 20],
			['host.network.transmit_bytes_per_second', ',device="eth1"', 20],
		],
	},
	{
		about: 'of two machines cAdvisor does not say whose they are',
		given: [
			['node_uname_info{job="n",instance="i",nodename="vm"}', '1'],
			['node_uname_info{job="n",instance="other",nodename="other"}', '1'],
			['machine_cpu_cores{job="c",instance="c"}', '4'],
			...networkOf('container_network', 'job="c",instance="c",id="/",interface="eth1"', '+300'),
		],
		expected: [],
		absent: ['host.network.receive_bytes_per_second', 'host.network.transmit_bytes_per_second'],
	},
];
