import * as v from 'valibot';

const instant = v.pipe(v.string(), v.isoTimestamp());
const labels = v.record(v.string(), v.string());
const text = v.optional(v.string());
const number = v.optional(v.pipe(v.number(), v.finite()));

/** What scripts may rely on in `aixcl top --once --json`: schema 1. Keys that are not named here are an error. */
export const reportSchema = v.strictObject({
	schema: v.literal(1),
	at: instant,
	source: v.strictObject({
		name: v.picklist(['prometheus', 'local']),
		url: text,
		via: v.optional(v.picklist(['recorded', 'raw', 'local'])),
		clock_skew_seconds: number,
	}),
	history: v.optional(
		v.strictObject({
			start: instant,
			step_seconds: v.number(),
			via: v.picklist(['recorded', 'raw', 'local']),
			series: v.array(
				v.strictObject({ metric: v.string(), labels, values: v.array(v.nullable(v.pipe(v.number(), v.finite()))) }),
			),
		}),
	),
	host: v.optional(v.strictObject({ instance: v.string(), name: text })),
	engine: v.optional(
		v.strictObject({
			product: v.optional(v.picklist(['docker', 'podman'])),
			version: text,
			url: v.string(),
			from: v.string(),
			host_name: text,
			cores: number,
			memory_bytes: number,
		}),
	),
	metrics: v.record(
		v.pipe(v.string(), v.regex(/^[a-z0-9_]+(\.[a-z0-9_]+)+$/)),
		v.pipe(
			v.array(
				v.union([
					v.strictObject({ labels, value: v.pipe(v.number(), v.finite()), at: instant }),
					v.strictObject({ labels, value: v.null(), text: v.picklist(['+Inf', '-Inf', 'NaN']), at: instant }),
				]),
			),
			v.minLength(1),
		),
	),
	targets: v.array(v.strictObject({ job: v.string(), instance: v.string(), up: v.boolean(), at: v.optional(instant) })),
	containers: v.array(
		v.strictObject({
			id: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
			name: v.string(),
			image: v.string(),
			state: v.picklist(['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead']),
			health: v.optional(v.picklist(['starting', 'healthy', 'unhealthy'])),
			project: text,
			service: text,
			started_at: v.optional(instant),
			finished_at: v.optional(instant),
			exit_code: number,
			restarts: number,
			ports: v.array(
				v.strictObject({ host_ip: text, host_port: number, container_port: v.number(), protocol: v.string() }),
			),
			cpu_cores: number,
			memory_bytes: number,
			memory_limit_bytes: number,
			network_receive_bytes_per_second: number,
			network_transmit_bytes_per_second: number,
			disk_read_bytes_per_second: number,
			disk_written_bytes_per_second: number,
			measured_at: v.optional(instant),
			measured_by: v.optional(v.picklist(['prometheus', 'engine'])),
		}),
	),
	alerts: v.array(
		v.strictObject({ name: v.string(), state: v.picklist(['firing', 'pending']), severity: text, labels }),
	),
	problems: v.array(
		v.strictObject({
			kind: v.picklist(['engine', 'container', 'postgres', 'target', 'filesystem', 'alert']),
			name: v.string(),
			text: v.string(),
		}),
	),
	errors: v.array(
		v.strictObject({ source: v.picklist(['prometheus', 'local', 'engine']), message: v.string(), hint: text }),
	),
});

/** A printed report, checked against the schema. */
export const parseReport = (json: string) => v.parse(reportSchema, JSON.parse(json));
