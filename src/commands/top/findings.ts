import type { Container, ContainerStats, EngineInfo } from '../../engine/container.ts';
import type { History } from '../../metrics/history.ts';
import type { Snapshot } from '../../metrics/snapshot.ts';
import type { SourceName } from '../../sources/source.ts';
import type { Clean } from '../../text/clean.ts';

/** Something that could not be read, and what was thrown. */
export type Failure = { readonly source: SourceName | 'engine'; readonly error: unknown };

export type EngineFindings = {
	readonly url: Clean;
	/** Which setting said where it is. */
	readonly from: string;
	readonly info: EngineInfo | undefined;
	/** Absent where they could not be listed. */
	readonly containers: readonly Container[] | undefined;
};

/** Everything that one look at the machine learnt; what is absent could not be learnt. */
export type Findings = {
	/** When the look ended, in milliseconds since the epoch by this machine's clock. */
	readonly at: number;
	/** The source that answered, else the one that should have. */
	readonly source: {
		readonly name: SourceName;
		readonly url: string | undefined;
		/** How far its clock is ahead of this machine's, in milliseconds. */
		readonly skew?: number | undefined;
	};
	/** The instant that was asked for, in milliseconds since the epoch; absent is now. */
	readonly askedAt?: number | undefined;
	/** The past of the charts, where a window was asked for. */
	readonly history?: History | undefined;
	readonly snapshot: Snapshot | undefined;
	readonly engine: EngineFindings | undefined;
	/** The engine's own numbers, by container ID, of the containers that cAdvisor does not know. */
	readonly stats: ReadonlyMap<string, ContainerStats>;
	readonly failures: readonly Failure[];
};
