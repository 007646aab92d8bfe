import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseReport } from '../support/report-schema.ts';
import { runCli } from './run-cli.ts';

const noEngine = { DOCKER_HOST: 'unix:///nonexistent/docker.sock' };

describe('this machine alone', () => {
	test('as JSON that follows the schema, with the host ids every machine has', async () => {
		const { status, stdout, stderr } = await runCli(['top', '--once', '--json', '--source', 'local'], noEngine);
		const report = parseReport(stdout);
		expect(stderr).toBe('');
		expect(report.source).toEqual({ name: 'local', via: 'local' });
		for (const id of [
			'host.cpu.ratio',
			'host.memory.used_bytes',
			'host.memory.total_bytes',
			'host.load1',
			'host.filesystem.used_ratio',
			'host.uptime_seconds',
		]) {
			expect(report.metrics[id]?.[0]?.value, id).toEqual(expect.any(Number));
		}
		expect(report.errors).toEqual([expect.objectContaining({ source: 'engine', hint: expect.any(String) })]);
		expect(report.containers).toEqual([]);
		expect(report.problems).toContainEqual({ kind: 'engine', name: 'engine', text: 'cannot be asked' });
		expect(status).toBe(1);
	});

	test('as text, which is what standard output without a terminal gets', async () => {
		const { stdout, stderr } = await runCli(['top', '--source', 'local'], noEngine);
		expect(stderr).toBe('');
		expect(stdout).toMatch(/^Numbers {4}this machine itself, without Prometheus$/m);
		expect(stdout).toMatch(/^CPU {8}\d+(\.\d+)?% of \d+ cores/m);
		expect(stdout).toMatch(/^ {2}engine cannot be asked$/m);
		expect(stdout).toMatch(/^ {2}engine: No container engine listens on unix:\/\/\/nonexistent\/docker\.sock/m);
	});

	test('says how its nvidia-smi failed', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'aixcl-smi-'));
		const mismatch = 'Failed to initialize NVML: Driver/library version mismatch';
		await writeFile(join(folder, 'nvidia-smi'), `#!/bin/sh\necho '${mismatch}'\nexit 18\n`, { mode: 0o755 });
		const env = { ...noEngine, PATH: `${folder}:${process.env.PATH}` };
		const { stdout } = await runCli(['top', '--source', 'local'], env);
		await rm(folder, { recursive: true });
		expect(stdout).toMatch(new RegExp(`^GPU {8}nvidia-smi fails: ${mismatch}`, 'm'));
	});

	test('in ASCII where the locale is not UTF-8', async () => {
		const { stdout } = await runCli(['top', '--source', 'local'], { ...noEngine, LANG: 'C' });
		expect(stdout).toMatch(/^[\n -~]*$/);
	});
});

describe('a Prometheus that was asked for', () => {
	test('and refuses is no source of numbers: status 3, and nothing else in its place', async () => {
		const args = ['top', '--once', '--json', '--prometheus', 'http://user:secret@127.0.0.1:9'];
		const { status, stdout, stderr } = await runCli(args, noEngine);
		const report = parseReport(stdout);
		expect([status, stderr]).toEqual([3, '']);
		expect(report.metrics).toEqual({});
		expect(report.errors.map(({ source }) => source).sort()).toEqual(['engine', 'prometheus']);
		expect(stdout).not.toContain('secret');
	});

	test('and hangs ends in a sentence, too', async () => {
		const server = createServer(() => {}).listen(0, '127.0.0.1');
		await new Promise(resolve => server.once('listening', resolve));
		const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		const { status, stdout } = await runCli(['top', '--once', '--json'], { ...noEngine, AIXCL_PROMETHEUS_URL: url });
		server.closeAllConnections();
		server.close();
		expect(status).toBe(3);
		expect(parseReport(stdout).errors).toContainEqual(expect.objectContaining({ source: 'prometheus' }));
	}, 15_000);

	test('and lacks the host that was asked for says which it has', async () => {
		const server = createServer((_, response) => {
			response.setHeader('content-type', 'application/json');
			response.end('{"status":"success","data":{"resultType":"vector","result":[]}}');
		}).listen(0, '127.0.0.1');
		await new Promise(resolve => server.once('listening', resolve));
		const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		const args = ['top', '--once', '--json', '--prometheus', url, '--instance', 'elsewhere'];
		const { status, stdout } = await runCli(args, noEngine);
		server.closeAllConnections();
		server.close();
		expect(status).toBe(3);
		expect(parseReport(stdout).errors).toContainEqual({
			source: 'prometheus',
			message: 'Prometheus has no host "elsewhere"',
			hint: 'It has no node_exporter metrics at all.',
		});
	});
});
