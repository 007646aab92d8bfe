import type { Findings } from '../../src/commands/top/findings.ts';
import type { Container } from '../../src/engine/container.ts';
import type { MetricId } from '../../src/metrics/catalogue/catalogue.ts';
import type { Reading, Snapshot } from '../../src/metrics/snapshot.ts';
import { clean } from '../../src/text/clean.ts';

/** The moment the findings below are of. */
export const noon = Date.parse('2026-03-01T12:00:00Z');

export const reading = (value: number, labels: Record<string, string> = {}, at = noon - 2000): Reading => ({
	labels: Object.fromEntries(Object.entries(labels).map(([name, text]) => [name, clean(text)])),
	value,
	at,
});

export const snapshotWith = (
	readings: Partial<Record<MetricId, readonly Reading[]>>,
	parts: Partial<Snapshot> = {},
): Snapshot => ({ at: noon, via: 'recorded', readings, alerts: [], targets: [], host: undefined, hosts: [], ...parts });

/** A running container without a health check. */
export const containerWith = (digit: string, parts: Partial<Container> = {}): Container => ({
	id: digit.repeat(64),
	name: clean(`c${digit}`),
	image: clean('busybox:1'),
	state: 'running',
	health: undefined,
	startedAt: noon - 3_600_000,
	finishedAt: undefined,
	exitCode: undefined,
	restartCount: 0,
	ports: [],
	project: undefined,
	service: undefined,
	...parts,
});

/** A healthy machine of which little is known; `parts` add to it. */
export const findingsWith = ({
	containers = [],
	...parts
}: Partial<Findings> & { readonly containers?: readonly Container[] }): Findings => ({
	at: noon,
	source: { name: 'prometheus', url: 'http://127.0.0.1:9090' },
	snapshot: snapshotWith({}),
	engine: { url: clean('unix:///var/run/docker.sock'), from: 'default socket', info: undefined, containers },
	stats: new Map(),
	failures: [],
	...parts,
});
