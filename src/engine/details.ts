import type { Clean } from '../text/clean.ts';
import type { Port } from './container.ts';

/** One run of a health check. */
export type HealthProbe = {
	/** When it ended, in milliseconds since the epoch. */
	readonly at: number | undefined;
	/** 0 is healthy. */
	readonly exitCode: number | undefined;
	/** The end of what it printed. */
	readonly output: Clean;
};

export type HealthCheck = {
	/** The command as it is run, e.g. `CMD-SHELL pg_isready`. */
	readonly test: Clean;
	/** Seconds. */
	readonly interval: number | undefined;
	readonly timeout: number | undefined;
	readonly retries: number | undefined;
	readonly failingStreak: number;
	/** The last probes, newest last; engines keep five. */
	readonly probes: readonly HealthProbe[];
};

export type Mount = {
	readonly type: Clean;
	/** Name of the volume, or path on the engine's machine. */
	readonly source: Clean;
	readonly target: Clean;
	readonly isReadOnly: boolean;
};

export type NetworkAttachment = {
	readonly name: Clean;
	readonly address: Clean | undefined;
	readonly gateway: Clean | undefined;
	readonly aliases: readonly Clean[];
};

/** What an inspection tells of a container beyond the list; absent is unknown or not set. */
export type ContainerDetails = {
	readonly id: string;
	/** Of its first process, on the engine's machine; absent while it does not run. */
	readonly pid: number | undefined;
	readonly name: Clean;
	readonly image: Clean;
	readonly imageId: Clean | undefined;
	/** Milliseconds since the epoch. */
	readonly createdAt: number | undefined;
	/** Entrypoint and command as one line. */
	readonly command: Clean;
	readonly workingDir: Clean | undefined;
	readonly user: Clean | undefined;
	readonly restartPolicy: Clean | undefined;
	/** Values are masked where they may be secret: no value of such a variable ever leaves the engine's door. */
	readonly env: readonly { readonly name: Clean; readonly value: Clean; readonly isMasked: boolean }[];
	readonly labels: readonly { readonly name: Clean; readonly value: Clean }[];
	readonly mounts: readonly Mount[];
	readonly networks: readonly NetworkAttachment[];
	readonly networkMode: Clean | undefined;
	readonly ports: readonly Port[];
	/** Bytes; absent is no limit. */
	readonly memoryLimit: number | undefined;
	/** Cores; absent is no limit. */
	readonly cpuLimit: number | undefined;
	readonly pidsLimit: number | undefined;
	readonly isPrivileged: boolean;
	readonly isReadOnlyRoot: boolean;
	readonly capAdd: readonly Clean[];
	readonly capDrop: readonly Clean[];
	readonly logDriver: Clean | undefined;
	readonly isTty: boolean;
	readonly health: HealthCheck | undefined;
};

/** What runs in a container, as `docker top` tells it. */
export type ProcessTable = { readonly titles: readonly Clean[]; readonly rows: readonly (readonly Clean[])[] };

/** Established TCP connections to what a container listens on, by the address of the other end. */
export type Clients = ReadonlyMap<string, number>;

/** Something that happened to a container. */
export type ContainerEvent = {
	/** Milliseconds since the epoch by the engine's clock. */
	readonly at: number;
	/** In the engine's words without what follows a colon: create, start, die, oom, health_status, exec_create … */
	readonly action: Clean;
	readonly id: string;
	readonly name: Clean;
	/** Of `die`. */
	readonly exitCode: number | undefined;
	/** What else it tells in a word or two: the health, the signal, the old name. */
	readonly detail: Clean | undefined;
};

/** An interactive command in a container, on a terminal of its own. */
export type ExecSession = {
	/** Bytes for its terminal, and from it. */
	readonly stream: import('node:stream').Duplex;
	resize(size: { readonly columns: number; readonly rows: number }): Promise<void>;
	/** Resolves with its exit code once it has ended; undefined where the engine cannot tell. */
	exitCode(signal: AbortSignal): Promise<number | undefined>;
};
