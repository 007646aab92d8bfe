import { expect, test } from 'vitest';
import { parseInspection } from '../../src/engine/inspection.ts';
import { parseListRow } from '../../src/engine/list-row.ts';

const id = 'ab'.repeat(32);
const row = (facts: object) =>
	parseListRow({ Id: id, Names: ['/web'], Image: 'app:1', State: 'running', Status: 'Up 3 hours', ...facts });

test('reads a row, Compose labels and ports included', () => {
	expect(
		row({
			Status: 'Up 41 seconds (healthy)',
			Labels: { 'com.docker.compose.project': 'aixcl', 'com.docker.compose.service': 'web' },
			Ports: [
				{ IP: '127.0.0.1', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
				{ PrivatePort: 53, Type: 'udp' },
				{ PublicPort: 1 },
				null,
			],
		}),
	).toMatchObject({
		id,
		name: 'web',
		image: 'app:1',
		state: 'running',
		health: 'healthy',
		project: 'aixcl',
		service: 'web',
		ports: [
			{ hostIp: '127.0.0.1', hostPort: 8080, containerPort: 80, protocol: 'tcp' },
			{ hostIp: undefined, hostPort: undefined, containerPort: 53, protocol: 'udp' },
		],
	});
});

test('reads what it waits for, its networks and its age', () => {
	expect(
		row({
			Created: 1_795_450_608,
			Labels: {
				'com.docker.compose.depends_on': 'postgres:service_healthy:false,ollama:service_started:true,\u001b[31m,:x',
			},
			NetworkSettings: { Networks: { aixcl_default: { NetworkID: 'a' }, 'b\u0007': null } },
		}),
	).toMatchObject({
		createdAt: 1_795_450_608_000,
		dependsOn: [
			{ service: 'postgres', condition: 'service_healthy' },
			{ service: 'ollama', condition: 'service_started' },
			{ service: '␛', condition: '' },
		],
		networks: ['aixcl_default', 'b␇'],
	});
	expect(row({ Created: '2026-11-23T10:00:00Z' })?.createdAt).toBe(Date.UTC(2026, 10, 23, 10));
	expect(row({})).toMatchObject({ createdAt: undefined, dependsOn: [], networks: [] });
});

test('tells replicas of a service, and what compose ran once', () => {
	const of = (number: string, oneoff: string) =>
		row({ Labels: { 'com.docker.compose.container-number': number, 'com.docker.compose.oneoff': oneoff } });
	expect(of('2', 'False')).toMatchObject({ replica: '2', isOneOff: false });
	expect(of('1', 'True')).toMatchObject({ replica: '1', isOneOff: true });
	expect(row({})).toMatchObject({ replica: undefined, isOneOff: false });
});

test('names a container by itself, not by those that link to it', () => {
	expect(row({ Names: ['/proxy/backend', '/web'] })?.name).toBe('web');
	expect(row({ Names: [] })?.name).toBe(id.slice(0, 12));
});

test('drops a row whose ID is none', () => {
	for (const bad of ['', 'AB'.repeat(32), `${id}/../x`, 'ab', 7, undefined]) expect(row({ Id: bad })).toBeUndefined();
	for (const bad of [null, 7, [], 'row']) expect(parseListRow(bad)).toBeUndefined();
});

test("knows Podman's names of states, and takes an unknown one for dead", () => {
	expect(['configured', 'stopped', 'stopping', 'Running', 'moon'].map(State => row({ State })?.state)).toEqual([
		'created',
		'exited',
		'running',
		'running',
		'dead',
	]);
});

test('cleans every text', () => {
	const evil = 'a\u001b]0;owned\u0007b';
	const dirty = row({
		Names: [`/${evil}`],
		Image: evil,
		Labels: { 'com.docker.compose.project': evil, 'com.docker.compose.service': evil },
		Ports: [{ IP: evil, PrivatePort: 1, Type: evil }],
	});
	expect(JSON.stringify(dirty)).not.toContain('u001b');
	expect(dirty).toMatchObject({
		name: 'a␛b',
		image: 'a␛b',
		project: 'a␛b',
		service: 'a␛b',
		ports: [{ hostIp: 'a␛b', protocol: 'a␛b' }],
	});
});

test('the fingerprint follows state, health, exit code and a start that no event told', () => {
	const prints = [
		'Up 3 hours',
		'Up 4 hours',
		'Up 3 hours (unhealthy)',
		'Up 3 hours (health: starting)',
		'Up 5 seconds',
	].map(Status => row({ Status })?.fingerprint);
	expect(prints[0]).toBe(prints[1]);
	expect(new Set(prints).size).toBe(4);
	const exits = ['Exited (0) 3 hours ago', 'Exited (1) 3 hours ago'].map(
		Status => row({ State: 'exited', Status })?.fingerprint,
	);
	expect(exits[0]).not.toBe(exits[1]);
});

test('an inspection tells times, exit code and restarts; the year 1 is no time', () => {
	const State = {
		Status: 'exited',
		ExitCode: 3,
		StartedAt: '2026-11-23T16:15:57.839209883Z',
		FinishedAt: '2026-11-23T16:15:58Z',
	};
	expect(parseInspection({ State, RestartCount: 2 })).toEqual({
		health: undefined,
		startedAt: Date.UTC(2026, 10, 23, 16, 15, 57, 839),
		finishedAt: Date.UTC(2026, 10, 23, 16, 15, 58),
		exitCode: 3,
		restartCount: 2,
		isOnHostNetwork: false,
	});
	const fresh = {
		Status: 'created',
		ExitCode: 0,
		StartedAt: '0001-01-01T00:00:00Z',
		FinishedAt: '0001-01-01T00:00:00Z',
	};
	expect(parseInspection({ State: fresh })).toEqual(parseInspection({}));
	expect(parseInspection({ State: { ...State, Status: 'running' } }).exitCode).toBeUndefined();
});

test("an inspection's health comes from either name of it", () => {
	expect(parseInspection({ State: { Health: { Status: 'starting' } } }).health).toBe('starting');
	expect(parseInspection({ State: { Healthcheck: { Status: 'unhealthy' } } }).health).toBe('unhealthy');
	expect(parseInspection({ State: { Health: { Status: 'none' } } }).health).toBeUndefined();
});
