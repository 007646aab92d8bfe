/**
 * Answers of `/containers/ID/stats` as Docker 28.5 on cgroup v1 gave them, fields that nobody reads left out: a busy
 * container twice, two seconds apart; one with page cache; one that has ended; and the busy one without one-shot.
 */
export const busy = [
	docker({
		read: '2026-11-23T16:16:39.742064096Z',
		cpu: { total: 8_325_534_149, system: 3_418_340_000_000 },
		memory: { usage: 344_064, inactive: 0, limit: 67_108_864 },
	}),
	docker({
		read: '2026-11-23T16:16:41.751606248Z',
		cpu: { total: 8_725_441_309, system: 3_422_390_000_000 },
		memory: { usage: 344_064, inactive: 0, limit: 67_108_864 },
	}),
] as const;

/** Its machine has 25,276,063,744 bytes, and it no limit. */
export const cached = docker({
	read: '2026-11-23T16:16:43.76694525Z',
	cpu: { total: 345_038_575, system: 3_426_380_000_000 },
	memory: { usage: 26_492_928, inactive: 25_165_824, limit: 25_276_063_744 },
});

export const ended = {
	read: '0001-01-01T00:00:00Z',
	preread: '0001-01-01T00:00:00Z',
	blkio_stats: { io_service_bytes_recursive: null },
	cpu_stats: { cpu_usage: { total_usage: 0, usage_in_kernelmode: 0, usage_in_usermode: 0 } },
	precpu_stats: { cpu_usage: { total_usage: 0, usage_in_kernelmode: 0, usage_in_usermode: 0 } },
	memory_stats: {},
};

export const waited = {
	...docker({
		read: '2026-11-23T16:28:21.357548285Z',
		cpu: { total: 48_653_526_467, system: 4_840_530_000_000 },
		memory: { usage: 344_064, inactive: 0, limit: 67_108_864 },
	}),
	preread: '2026-11-23T16:28:20.355128701Z',
	precpu_stats: {
		cpu_usage: { total_usage: 48_562_948_010, percpu_usage: [23_635_860_948, 24_927_087_062] },
		system_cpu_usage: 4_838_530_000_000,
		online_cpus: 2,
	},
};

type Facts = {
	readonly read: string;
	readonly cpu: { readonly total: number; readonly system: number };
	readonly memory: { readonly usage: number; readonly inactive: number; readonly limit: number };
};

function docker({ read, cpu, memory }: Facts) {
	return {
		read,
		preread: '0001-01-01T00:00:00Z',
		blkio_stats: { io_service_bytes_recursive: [] as unknown },
		cpu_stats: {
			cpu_usage: { total_usage: cpu.total, usage_in_kernelmode: 20_000_000, usage_in_usermode: 8_700_000_000 },
			system_cpu_usage: cpu.system,
			online_cpus: 2,
		},
		precpu_stats: { cpu_usage: { total_usage: 0, usage_in_kernelmode: 0, usage_in_usermode: 0 } },
		memory_stats: {
			usage: memory.usage,
			max_usage: 4_337_664,
			stats: { hierarchical_memory_limit: memory.limit, inactive_file: 0, total_inactive_file: memory.inactive },
			limit: memory.limit,
		},
		networks: { eth0: { rx_bytes: 1366, rx_packets: 21, tx_bytes: 126, tx_packets: 3 } } as unknown,
	};
}
