import { runDocker } from './engine.ts';
import { type ActOnPart, createPartControl, type PartControl, type PartName } from './part-control.ts';
import { runSql } from './postgres.ts';
import type { RigFacts } from './rig-facts.ts';

/** A running rig, as a test sees it. */
export type RigHandle = RigFacts &
	Readonly<Record<PartName, PartControl>> & {
		/** Runs the docker command against the rig's engine and gives its stdout. */
		readonly docker: (...args: readonly string[]) => Promise<string>;
		/** Runs SQL as the database's owner and gives the rows, fields separated by `|`. */
		readonly psql: (sql: string) => Promise<string>;
	};

/** A handle on a rig that runs in this process or another. */
export function createRigHandle(facts: RigFacts, act: ActOnPart): RigHandle {
	return {
		...facts,
		prometheus: createPartControl('prometheus', act),
		engine: createPartControl('engine', act),
		postgres: createPartControl('postgres', act),
		nodeExporter: createPartControl('nodeExporter', act),
		postgresExporter: createPartControl('postgresExporter', act),
		docker: (...args) => runDocker(facts.engineAccess, args),
		psql: sql => runSql({ psql: facts.psqlProgram }, facts.postgresAccess, sql),
	};
}
