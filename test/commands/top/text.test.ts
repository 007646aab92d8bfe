import { expect, test } from 'vitest';
import { snapshotText } from '../../../src/commands/top/text.ts';
import { AixclError } from '../../../src/errors.ts';
import { clean } from '../../../src/text/clean.ts';
import { cellWidth } from '../../../src/text/width.ts';
import { containerWith, findingsWith, noon, reading, snapshotWith } from '../../support/findings.ts';

const gib = 2 ** 30;
const db = { instance: 'db:9187' };

const everything = findingsWith({
	snapshot: snapshotWith(
		{
			'host.cpu.ratio': [reading(0.372)],
			'host.cpu.cores': [reading(16)],
			'host.cpu.mode_ratio': [
				reading(0.3, { mode: 'user' }),
				reading(0.05, { mode: 'system' }),
				reading(0.6, { mode: 'idle' }),
			],
			'host.load1': [reading(3.1)],
			'host.load5': [reading(2.85)],
			'host.load15': [reading(2.5)],
			'host.memory.used_bytes': [reading(21.3 * gib)],
			'host.memory.total_bytes': [reading(64 * gib)],
			'host.memory.available_bytes': [reading(42.7 * gib)],
			'host.memory.cached_bytes': [reading(30.1 * gib)],
			'host.swap.used_bytes': [reading(0)],
			'host.swap.total_bytes': [reading(8 * gib)],
			'host.uptime_seconds': [reading(12 * 86_400 + 4 * 3600)],
			'host.filesystem.used_ratio': [reading(0.93, { mountpoint: '/models' }), reading(0.71, { mountpoint: '/' })],
			'host.filesystem.size_bytes': [
				reading(400 * gib, { mountpoint: '/' }),
				reading(900 * gib, { mountpoint: '/models' }),
			],
			'host.filesystem.available_bytes': [reading(118 * gib, { mountpoint: '/' })],
			'host.disk.read_bytes_per_second': [reading(12e6, { device: 'nvme0n1' })],
			'host.disk.written_bytes_per_second': [reading(1.1e6, { device: 'nvme0n1' })],
			'host.network.receive_bytes_per_second': [reading(3.1e6, { device: 'eth0' })],
			'host.network.transmit_bytes_per_second': [reading(240e3, { device: 'eth0' })],
			'postgres.up': [reading(1, db)],
			'postgres.connections': [reading(14, db)],
			'postgres.connections.max': [reading(97, db)],
			'postgres.connections.by_state': [
				reading(3, { ...db, state: 'active' }),
				reading(0, { ...db, state: 'disabled' }),
			],
			'postgres.transactions_per_second': [reading(341, db)],
			'postgres.rollback_ratio': [reading(0.003, db)],
			'postgres.cache_hit_ratio': [reading(0.992, db)],
			'postgres.size_bytes': [reading(gib, { ...db, datname: 'a' }), reading(0.3 * gib, { ...db, datname: 'b' })],
		},
		{
			host: { instance: clean('box:9100'), name: clean('gpu-box') },
			targets: [{ job: clean('node'), instance: clean('box:9100'), isUp: true, at: noon }],
			alerts: [{ name: clean('Slow'), state: 'pending', severity: undefined, labels: {} }],
		},
	),
	containers: [
		containerWith('a', { name: clean('open-webui'), health: 'healthy' }),
		containerWith('b', { name: clean('postgres'), health: 'unhealthy', restartCount: undefined }),
	],
	failures: [
		{ source: 'engine', error: new AixclError('The engine is slow', { code: 'engine', hint: 'Wait for it.' }) },
	],
});

test('everything, in sections', () => {
	expect(snapshotText(everything, { isAscii: false })).toMatchInlineSnapshot(`
		"Host       gpu-box
		Time       2026-03-01T12:00:00.000Z
		Numbers    Prometheus http://127.0.0.1:9090  at most 2s old
		Engine     none  unix:///var/run/docker.sock

		CPU        37.2% of 16 cores  user 30.0%  system 5.0%
		Load       3.10  2.85  2.50
		Memory     21.3 GiB of 64.0 GiB  available 42.7 GiB  cache 30.1 GiB
		Swap       0 B of 8.00 GiB
		Uptime     12d 4h
		Targets    1 of 1 up
		Postgres   up  db:9187  connections 14 of 97  active 3  341 tx/s  rollback 0.3%
		           cache hit 99.2%  size 1.30 GiB

		FILE SYSTEM     SIZE  AVAILABLE   USED
		/            400 GiB    118 GiB  71.0%
		/models      900 GiB          –  93.0%

		DISK           READ    WRITTEN  BUSY
		nvme0n1   12.0 MB/s  1.10 MB/s     –

		NETWORK    RECEIVED      SENT
		eth0      3.10 MB/s  240 kB/s

		CONTAINER   STATE      CPU  MEMORY  LIMIT     UP  RESTARTS
		postgres    unhealthy    –       –      –  1h 0m         –
		open-webui  healthy      –       –      –  1h 0m         0

		Problems
		  container postgres unhealthy
		  filesystem /models is 93% full

		Pending alerts
		  Slow

		Could not be read
		  engine: The engine is slow
		    Wait for it.
		"
	`);
});

test('no line is wider than 80 columns, however long the names are', () => {
	const name = clean('一二三四五'.repeat(30));
	const text = snapshotText(
		{ ...everything, engine: { ...everything.engine!, containers: [containerWith('a', { name })] } },
		{ isAscii: false },
	);
	for (const line of text.split('\n')) expect(cellWidth(line)).toBeLessThanOrEqual(80);
});

test('ASCII when asked for', () => {
	expect(snapshotText(everything, { isAscii: true })).toMatch(/^[\n -~]*$/);
});

test('a machine nobody knows anything of', () => {
	const failures = [
		{
			source: 'prometheus' as const,
			error: new AixclError('Prometheus refuses', { code: 'prometheus', hint: 'Start it.' }),
		},
	];
	const text = snapshotText(findingsWith({ snapshot: undefined, engine: undefined, failures }), { isAscii: false });
	expect(text).toBe(
		[
			'Host       –',
			'Time       2026-03-01T12:00:00.000Z',
			'Numbers    Prometheus http://127.0.0.1:9090  no numbers',
			'Engine     none',
			'',
			'Could not be read',
			'  prometheus: Prometheus refuses',
			'    Start it.',
			'',
		].join('\n'),
	);
});

test('says that cAdvisor watches another machine', () => {
	const snapshot = snapshotWith({ 'container.memory_bytes': [reading(1, { id: `/docker/${'f'.repeat(64)}` })] });
	const text = snapshotText(findingsWith({ snapshot, containers: [containerWith('a')] }), { isAscii: false });
	expect(text).toContain('This Prometheus watches the containers of another machine.');
});

test('an earlier instant says how long ago it was, shows the containers of then, and no engine', () => {
	const labels = { id: `/docker/${'a'.repeat(64)}`, name: 'ollama' };
	const text = snapshotText(
		findingsWith({
			at: noon + 2 * 3_600_000,
			askedAt: noon,
			engine: undefined,
			snapshot: snapshotWith({
				'container.cpu_cores': [reading(0.2, { ...labels, id: 'b', name: 'idle' }), reading(6.1, labels)],
				'container.memory_bytes': [reading(18.2 * gib, labels)],
			}),
		}),
		{ isAscii: false },
	);
	expect(text).toContain('Time       2026-03-01T12:00:00.000Z  2h 0m ago\n');
	expect(text).toMatch(/^ollama +6\.10 cores +18\.2 GiB +– +– +–\nidle +0\.20 cores/m);
	expect(text).not.toMatch(/^Engine/m);
});

test.each([
	[12_400, "its clock is 12s ahead of this machine's"],
	[-90_000, "its clock is 1m 30s behind this machine's"],
])('a clock that is %d ms off is told', (skew, words) => {
	const source = { name: 'prometheus', url: 'http://127.0.0.1:9090', skew } as const;
	expect(snapshotText(findingsWith({ source }), { isAscii: false })).toContain(words);
	const near = { ...source, skew: 4900 };
	expect(snapshotText(findingsWith({ source: near }), { isAscii: false })).not.toContain('clock');
});
