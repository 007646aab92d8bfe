import type { MetricId } from './catalogue/catalogue.ts';

/** What is drawn as lines over a window, by the panel it belongs to; a panel's metrics are read by one range query. */
export const charts = {
	cpu: ['host.cpu.ratio', 'host.cpu.mode_ratio', 'host.load1'],
	memory: ['host.memory.used_bytes', 'host.memory.cached_bytes', 'host.swap.used_bytes'],
	io: [
		'host.filesystem.used_ratio',
		'host.disk.read_bytes_per_second',
		'host.disk.written_bytes_per_second',
		'host.network.receive_bytes_per_second',
		'host.network.transmit_bytes_per_second',
	],
	containers: [
		'container.cpu_cores',
		'container.memory_bytes',
		'container.network.receive_bytes_per_second',
		'container.network.transmit_bytes_per_second',
		'container.disk.read_bytes_per_second',
		'container.disk.written_bytes_per_second',
	],
	postgres: [
		'postgres.connections',
		'postgres.transactions_per_second',
		'postgres.cache_hit_ratio',
		'postgres.rollback_ratio',
	],
	gpu: ['gpu.utilization_ratio', 'gpu.memory.used_bytes', 'gpu.temperature_celsius', 'gpu.power_watts'],
	llm: [
		'llm.generated_tokens_per_second',
		'llm.stream_chunks_per_second',
		'llm.time_to_first_token_seconds',
		'llm.request_duration_seconds',
		'llm.requests_in_flight',
		'llm.requests_waiting',
	],
} as const satisfies Readonly<Record<string, readonly MetricId[]>>;

export type ChartName = keyof typeof charts;

export const chartNames = Object.keys(charts) as readonly ChartName[];
