/** One container of the fake engine. Change it in place; the next answer shows it. */
export type FakeContainer = {
	id: string;
	name: string;
	image: string;
	state: 'created' | 'running' | 'paused' | 'restarting' | 'exited' | 'dead';
	health: 'starting' | 'healthy' | 'unhealthy' | undefined;
	startedAt: string;
	finishedAt: string;
	exitCode: number;
	restartCount: number;
	stopTimeout: number | undefined;
	isTty: boolean;
	labels: Record<string, string>;
	/** Bytes of its log as they were written, oldest first. */
	log: { stream: 'stdout' | 'stderr'; at: string; text: string }[];
	/** What runs in it, in the columns of `fakeTitles`. */
	processes: string[][];
	/** Busy cores, and bytes of memory in use. */
	cores: number;
	memory: number;
	/** Bytes; 0 for the machine's own. */
	memoryLimit: number;
};

export const fakeTitles = ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD'];
export const zeroTime = '0001-01-01T00:00:00Z';
export const machineMemory = 8 * 2 ** 30;
export const machineCores = 4;

/** A running container; `index` makes its ID and its name. */
export const fakeContainer = (index: number, facts: Partial<FakeContainer> = {}): FakeContainer => ({
	id: index.toString(16).padStart(64, '0'),
	name: `container-${index}`,
	image: 'registry.example/app:1',
	state: 'running',
	health: undefined,
	startedAt: '2026-11-23T10:00:00.123456789Z',
	finishedAt: zeroTime,
	exitCode: 0,
	restartCount: 0,
	stopTimeout: undefined,
	isTty: false,
	labels: {},
	log: [],
	processes: [['root', '4242', '4200', '0', '10:00', '?', '00:00:01', 'sleep 1000']],
	cores: 0.5,
	memory: 50 * 2 ** 20,
	memoryLimit: 0,
	...facts,
});

/** A row of `/containers/json`. */
export const listRow = (container: FakeContainer) => ({
	Id: container.id,
	Names: [`/${container.name}`],
	Image: container.image,
	Labels: container.labels,
	State: container.state,
	Status: statusOf(container),
	Ports: [{ IP: '127.0.0.1', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' }],
});

/** The answer of `/containers/ID/json`. */
export const inspection = (container: FakeContainer) => ({
	Id: container.id,
	Name: `/${container.name}`,
	RestartCount: container.restartCount,
	State: {
		Status: container.state,
		Running: container.state === 'running' || container.state === 'paused',
		Paused: container.state === 'paused',
		Restarting: container.state === 'restarting',
		ExitCode: container.exitCode,
		StartedAt: container.startedAt,
		FinishedAt: container.finishedAt,
		...(container.health === undefined ? {} : { Health: { Status: container.health, FailingStreak: 0, Log: [] } }),
	},
	Config: { Tty: container.isTty, StopTimeout: container.stopTimeout },
});

/**
 * The answer of `/containers/ID/stats`; counters run with the clock since the engine began, in milliseconds. Podman
 * counts as the machine's CPU only what was used of it.
 */
export const statistics = (container: FakeContainer, elapsed: number, product: 'docker' | 'podman') => {
	const cpu = (ms: number) => ({
		cpu_usage: { total_usage: Math.round(ms * 1e6 * container.cores) },
		system_cpu_usage: Math.round(ms * 1e6 * (product === 'podman' ? container.cores : machineCores)) + 1e9,
		online_cpus: machineCores,
	});
	return {
		read: new Date(Date.UTC(2026, 10, 23, 11) + elapsed).toISOString(),
		preread: zeroTime,
		cpu_stats: cpu(elapsed),
		precpu_stats: { cpu_usage: { total_usage: 0 } },
		memory_stats: {
			usage: container.memory + 2 ** 20,
			limit: container.memoryLimit || machineMemory,
			stats: { inactive_file: 2 ** 20 },
		},
		networks: { eth0: { rx_bytes: Math.round(elapsed), tx_bytes: Math.round(elapsed * 2) } },
		blkio_stats: {
			io_service_bytes_recursive: [
				{ op: 'read', value: 4096 },
				{ op: 'write', value: 0 },
			],
		},
	};
};

const statusOf = ({ state, health, exitCode }: FakeContainer): string => {
	if (state === 'created') return 'Created';
	if (state === 'exited') return `Exited (${exitCode}) 2 minutes ago`;
	if (state === 'paused') return 'Up 3 hours (Paused)';
	if (health === undefined) return 'Up 3 hours';
	return `Up 3 hours (${health === 'starting' ? 'health: starting' : health})`;
};
