import { expect, test } from 'vitest';
import { reportOf } from '../../../src/commands/top/report.ts';
import { AixclError } from '../../../src/errors.ts';
import { clean } from '../../../src/text/clean.ts';
import { containerWith, findingsWith, noon, reading, snapshotWith } from '../../support/findings.ts';
import { parseReport } from '../../support/report-schema.ts';

const printed = (findings: Parameters<typeof reportOf>[0]) => parseReport(JSON.stringify(reportOf(findings)));

test('a machine of which everything is known', () => {
	const limit = reading(2 ** 30, { id: `/docker/${'a'.repeat(64)}`, name: 'ca' });
	const snapshot = snapshotWith(
		{
			'host.cpu.ratio': [reading(0.25, { job: 'node', instance: 'box:9100' })],
			'container.cpu_cores': [reading(1.5, { id: `/system.slice/docker-${'a'.repeat(64)}.scope` })],
			'container.memory_bytes': [{ ...limit, value: 1000 }],
			'container.memory_limit_bytes': [limit],
		},
		{
			host: { instance: clean('box:9100'), name: clean('box') },
			alerts: [{ name: clean('Hot'), state: 'firing', severity: undefined, labels: { zone: clean('1') } }],
			targets: [{ job: clean('node'), instance: clean('box:9100'), isUp: true, at: noon - 1000 }],
		},
	);
	const container = containerWith('a', {
		ports: [{ hostIp: clean('127.0.0.1'), hostPort: 8080, containerPort: 80, protocol: clean('tcp') }],
		project: clean('stack'),
		health: 'healthy',
	});
	expect(printed(findingsWith({ snapshot, containers: [container] }))).toEqual({
		schema: 1,
		at: '2026-03-01T12:00:00.000Z',
		source: { name: 'prometheus', url: 'http://127.0.0.1:9090', via: 'recorded' },
		host: { instance: 'box:9100', name: 'box' },
		engine: { url: 'unix:///var/run/docker.sock', from: 'default socket' },
		metrics: {
			'host.cpu.ratio': [
				{ labels: { job: 'node', instance: 'box:9100' }, value: 0.25, at: '2026-03-01T11:59:58.000Z' },
			],
			'container.cpu_cores': [expect.objectContaining({ value: 1.5 })],
			'container.memory_bytes': [expect.objectContaining({ value: 1000 })],
			'container.memory_limit_bytes': [expect.objectContaining({ value: 2 ** 30 })],
		},
		targets: [{ job: 'node', instance: 'box:9100', up: true, at: '2026-03-01T11:59:59.000Z' }],
		containers: [
			{
				id: 'a'.repeat(64),
				name: 'ca',
				image: 'busybox:1',
				state: 'running',
				health: 'healthy',
				project: 'stack',
				started_at: '2026-03-01T11:00:00.000Z',
				restarts: 0,
				ports: [{ host_ip: '127.0.0.1', host_port: 8080, container_port: 80, protocol: 'tcp' }],
				cpu_cores: 1.5,
				memory_bytes: 1000,
				memory_limit_bytes: 2 ** 30,
				measured_at: '2026-03-01T11:59:58.000Z',
				measured_by: 'prometheus',
			},
		],
		alerts: [{ name: 'Hot', state: 'firing', labels: { zone: '1' } }],
		problems: [{ kind: 'alert', name: 'Hot', text: 'the alert fires' }],
		errors: [],
	});
});

test('what is unknown is absent, never zero', () => {
	const report = printed(findingsWith({ snapshot: undefined, engine: undefined }));
	expect(report).toEqual({
		schema: 1,
		at: '2026-03-01T12:00:00.000Z',
		source: { name: 'prometheus', url: 'http://127.0.0.1:9090' },
		metrics: {},
		targets: [],
		containers: [],
		alerts: [],
		problems: [],
		errors: [],
	});
	const [container] = printed(findingsWith({ containers: [containerWith('a')] })).containers;
	expect(container).not.toHaveProperty('cpu_cores');
	expect(container).not.toHaveProperty('memory_bytes');
});

test.each([
	[Number.POSITIVE_INFINITY, '+Inf'],
	[Number.NEGATIVE_INFINITY, '-Inf'],
	[Number.NaN, 'NaN'],
])('%d is null with a text', (value, text) => {
	const report = printed(findingsWith({ snapshot: snapshotWith({ 'host.load1': [reading(value)] }) }));
	expect(report.metrics['host.load1']).toEqual([{ labels: {}, value: null, text, at: '2026-03-01T11:59:58.000Z' }]);
});

test('zero is a value', () => {
	const report = printed(findingsWith({ snapshot: snapshotWith({ 'postgres.up': [reading(0)] }) }));
	expect(report.metrics['postgres.up']?.[0]).toMatchObject({ value: 0 });
});

test("the engine's own numbers stand in where cAdvisor lacks a container or its rate", () => {
	const stats = {
		cpuCores: 0.5,
		memoryBytes: 7,
		memoryLimitBytes: undefined,
		receiveBytesPerSecond: 3,
		transmitBytesPerSecond: undefined,
		readBytesPerSecond: undefined,
		writtenBytesPerSecond: undefined,
		at: noon,
	};
	const findings = findingsWith({
		snapshot: snapshotWith({
			'container.memory_bytes': [reading(1, { id: `/docker/${'b'.repeat(64)}` })],
			'container.cpu_cores': [reading(9, { id: `/docker/${'a'.repeat(64)}/docker/${'c'.repeat(64)}` })],
		}),
		containers: [containerWith('a'), containerWith('b')],
		stats: new Map([
			['a'.repeat(64), stats],
			['b'.repeat(64), stats],
		]),
	});
	for (const container of printed(findings).containers) {
		expect(container).toMatchObject({
			cpu_cores: 0.5,
			memory_bytes: 7,
			network_receive_bytes_per_second: 3,
			measured_by: 'engine',
		});
	}
});

test('errors are sentences, without credentials and control characters', () => {
	const report = printed(
		findingsWith({
			source: { name: 'prometheus', url: 'http://user:secret@box:9090/prom' },
			failures: [
				{ source: 'prometheus', error: new AixclError('No answer\u001b[2J', { code: 'prometheus', hint: 'Wait.' }) },
				{ source: 'engine', error: new Error('first\nsecond') },
			],
		}),
	);
	expect(report.source.url).toBe('http://box:9090/prom');
	expect(report.errors).toEqual([
		{ source: 'prometheus', message: 'No answer␛', hint: 'Wait.' },
		{ source: 'engine', message: 'first' },
	]);
});

test('a time that no date can have is absent', () => {
	const [container] = printed(findingsWith({ containers: [containerWith('a', { startedAt: 9e15 })] })).containers;
	expect(container).not.toHaveProperty('started_at');
});
