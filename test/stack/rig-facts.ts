import type { ContainerIds } from './containers.ts';
import type { EngineAccess } from './engine.ts';
import type { Generation } from './parts.ts';
import type { PostgresAccess } from './postgres.ts';

/** Plain facts about a running rig: they may be sent to another process. */
export type RigFacts = {
	readonly generation: Generation;
	/** The temporary folder that holds everything of this rig. */
	readonly folder: string;
	readonly prometheusUrl: string;
	/** Seconds between two scrapes. */
	readonly intervalSeconds: number;
	/** The role that owns the database. */
	readonly postgresAccess: PostgresAccess;
	readonly psqlProgram: string;
	/** `unix://` and the path of the engine's socket. */
	readonly dockerHost: string;
	readonly engineAccess: EngineAccess;
	/** Full container ids by name. */
	readonly containers: ContainerIds;
	/** Names of the containers that the job `cadvisor` covers. */
	readonly watched: readonly string[];
};
