import type { Variable } from './spec.ts';

/** The machine, by the instance of its node_exporter. */
export const machine: Variable = { name: 'instance', label: 'Machine', of: ['node_uname_info', 'instance'] };

/** The engine, by the instance of its cAdvisor. */
export const engine: Variable = { name: 'engine', label: 'Engine', of: ['machine_cpu_cores', 'instance'] };

/** Containers of the engine, by name. */
export const container: Variable = {
	name: 'container',
	label: 'Container',
	of: ['container_last_seen{instance="$engine", name!=""}', 'name'],
	several: true,
};

/** The PostgreSQL server, by the instance of its exporter. */
export const server: Variable = { name: 'server', label: 'Server', of: ['pg_up', 'instance'] };

/** Databases of the server. */
export const database: Variable = {
	name: 'datname',
	label: 'Database',
	of: ['pg_stat_database_xact_commit{instance="$server", datname!~"template[01]|"}', 'datname'],
	several: true,
};

/** Graphics processors, by their UUID. */
export const gpu: Variable = {
	name: 'gpu',
	label: 'GPU',
	of: ['uuid:gpu_memory_used_bytes:max', 'uuid'],
	several: true,
};

/** The model server, by the instance that it is read at. */
export const modelServer: Variable = { name: 'llm', label: 'Model server', of: ['instance:llm_up:max', 'instance'] };

/** Models of the server. */
export const model: Variable = {
	name: 'model',
	label: 'Model',
	of: ['{__name__=~"model:llm_.+", instance="$llm", model!=""}', 'model'],
	several: true,
};
