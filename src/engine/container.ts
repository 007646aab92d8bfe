import type { Clean } from '../text/clean.ts';
import type { StyleRun } from '../text/log-text.ts';
import type { ContainerDetails, ContainerEvent, ExecSession, ProcessTable } from './details.ts';

export type ContainerState = 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
export type Health = 'starting' | 'healthy' | 'unhealthy';

export type Port = {
	readonly hostIp: Clean | undefined;
	readonly hostPort: number | undefined;
	readonly containerPort: number;
	readonly protocol: Clean;
};

/** One container as the engine knows it; times in milliseconds since the epoch. Absent is unknown. */
export type Container = {
	/** 64 hexadecimal digits. */
	readonly id: string;
	readonly name: Clean;
	readonly image: Clean;
	readonly state: ContainerState;
	/** Absent where the container has no health check. Of the past only one is known of `starting` and `unhealthy`: that it was either. */
	readonly health: Health | 'not healthy' | undefined;
	readonly startedAt: number | undefined;
	readonly finishedAt: number | undefined;
	readonly exitCode: number | undefined;
	readonly restartCount: number | undefined;
	readonly ports: readonly Port[];
	readonly project: Clean | undefined;
	readonly service: Clean | undefined;
	/** Which of its service's replicas it is, as compose counts them; whether it is none, but was made by `compose run`. */
	readonly replica?: Clean | undefined;
	readonly isOneOff?: boolean;
	/** Absolute paths of the compose files it was made from; absent where no compose made it. */
	readonly composeFiles?: readonly Clean[];
	/** The services of the same project it was made to wait for. */
	readonly dependsOn?: readonly Dependency[];
	/** Names of the networks it is on. */
	readonly networks?: readonly Clean[];
	/** Its IP addresses on them, as `canonicalAddress` writes them; none while it does not run, nor where it has no network of its own. */
	readonly addresses?: readonly string[];
	readonly createdAt?: number | undefined;
	/** Whether the kernel ended its last run for want of memory; only an inspection tells. */
	readonly isOomKilled?: boolean | undefined;
	/** Why the engine could not start it; only an inspection tells. */
	readonly error?: Clean | undefined;
	/** What its last health check printed when it failed, and how many have failed in a row; only an inspection tells. */
	readonly healthOutput?: Clean | undefined;
	readonly healthFailures?: number | undefined;
	/** It has no network of its own: what is counted as its traffic is the machine's. */
	readonly isOnHostNetwork?: boolean | undefined;
};

/** One of compose's `depends_on`, e.g. `postgres` has to be `service_healthy`. */
export type Dependency = { readonly service: Clean; readonly condition: Clean };

/** What one container uses, from the engine's stats API; the same numbers `docker stats` shows. */
export type ContainerStats = {
	/** Busy cores, 1 = one core; absent until two samples are known. */
	readonly cpuCores: number | undefined;
	/** Working set: usage without inactive page cache. */
	readonly memoryBytes: number | undefined;
	/** Absent where there is no limit below the machine's memory. */
	readonly memoryLimitBytes: number | undefined;
	readonly receiveBytesPerSecond: number | undefined;
	readonly transmitBytesPerSecond: number | undefined;
	readonly readBytesPerSecond: number | undefined;
	readonly writtenBytesPerSecond: number | undefined;
	/** When the engine measured it, in milliseconds since the epoch. */
	readonly at: number;
};

export type LogLine = {
	readonly stream: 'stdout' | 'stderr';
	/** Whole milliseconds since the epoch, where the engine gave a timestamp. */
	readonly at: number | undefined;
	/** Nanoseconds beyond them, 0 to 999,999. */
	readonly nanos: number;
	readonly text: Clean;
	/** The colours its container gave it; absent where it gave none. */
	readonly styles?: readonly StyleRun[];
};

/** A moment as exact as the engine's timestamps. */
export type LogMoment = { readonly at: number; readonly nanos: number };

export type LogRequest = {
	/**
	 * How many of the last lines to begin with, all of them from 2^31 - 1 on: of all there are, before `since` and `until`
	 * choose from them.
	 */
	readonly tail: number;
	readonly follow: boolean;
	/** Both ends are taken in; a number is milliseconds since the epoch. */
	readonly since?: number | LogMoment;
	readonly until?: number | LogMoment;
};

export type EngineInfo = {
	readonly product: 'docker' | 'podman';
	readonly version: Clean;
	/** The engine's machine, as `docker info` names it. */
	readonly hostName: Clean | undefined;
	readonly cores: number | undefined;
	readonly memoryBytes: number | undefined;
	/** Where the engine keeps its images and volumes, a path on its own machine. */
	readonly dataFolder?: Clean | undefined;
	/** Its storage driver, e.g. `overlay2`; `overlayfs` is containerd's. */
	readonly storageDriver?: Clean | undefined;
	/** Whether it runs without root; absent where it does not say. */
	readonly isRootless?: boolean | undefined;
	/** Names of the runtimes it can start containers with, e.g. `runc`, `nvidia`. */
	readonly runtimes?: readonly Clean[] | undefined;
	/** What it can hand to containers by the Container Device Interface, e.g. `nvidia.com/gpu=all`. */
	readonly cdiDevices?: readonly Clean[] | undefined;
};

export type ContainerAction = 'start' | 'stop' | 'restart' | 'pause' | 'unpause' | 'kill' | 'remove';

/** How an action is done; what is left out is the engine's default. */
export type ActOptions = { /** For `kill`, e.g. `SIGTERM`; SIGKILL when left out. */ readonly signal?: string };

export type TerminalSize = { readonly columns: number; readonly rows: number };

/** What aixcl asks of Docker or Podman. Every method rejects with an AixclError that says what to do. */
export type Engine = {
	/** Where it is, for the header, e.g. `unix:///var/run/docker.sock`, and which setting said so. */
	readonly endpoint: { readonly url: Clean; readonly from: string };
	readonly isReadOnly: boolean;
	/** Resolves when the engine answers, whatever it says; costs it next to nothing. */
	ping(signal: AbortSignal): Promise<void>;
	info(signal: AbortSignal): Promise<EngineInfo>;
	/** All containers, stopped ones too. */
	list(signal: AbortSignal): Promise<readonly Container[]>;
	/**
	 * Calls `changed` when a container came, went or changed state, and `happened` with each event as it is told; resolves
	 * when the stream ends, rejects when it is cut.
	 */
	watch(changed: () => void, signal: AbortSignal, happened?: (event: ContainerEvent) => void): Promise<void>;
	stats(id: string, signal: AbortSignal): Promise<ContainerStats>;
	/** The most of the last lines of a log that are worth asking for as such: beyond that, all of it cost less. */
	longestTail(signal: AbortSignal): Promise<number>;
	/** Both streams in order; ends when the engine ends them. */
	logs(id: string, request: LogRequest, signal: AbortSignal): AsyncIterable<LogLine>;
	/** The same, as many lines at once as have come: where thousands come in a second, one at a time costs more than the lines. */
	logBatches(id: string, request: LogRequest, signal: AbortSignal): AsyncIterable<readonly LogLine[]>;
	/** Resolves when the engine has done it. Refused, whatever the caller, when the engine is read-only. */
	act(action: ContainerAction, id: string, signal: AbortSignal, options?: ActOptions): Promise<void>;
	inspect(id: string, signal: AbortSignal): Promise<ContainerDetails>;
	processes(id: string, signal: AbortSignal): Promise<ProcessTable>;
	/** What happened between two moments, in milliseconds since the epoch, as far as the engine remembers; oldest first. */
	events(
		span: { readonly since: number; readonly until: number },
		signal: AbortSignal,
	): Promise<readonly ContainerEvent[]>;
	/** Starts a command on a terminal of its own. Refused when the engine is read-only. */
	exec(id: string, command: readonly string[], size: TerminalSize, signal: AbortSignal): Promise<ExecSession>;
	close(): void;
};
