import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { composeFilePath } from '../../src/stack/paths.ts';
import { fakeContainer } from '../support/fake-container.ts';
import { engineTest as test } from '../support/fake-engine-fixture.ts';
import { runCli } from './run-cli.ts';

let state: string;

beforeEach(() => {
	state = mkdtempSync(join(tmpdir(), 'aixcl-state-'));
});

afterEach(() => rmSync(state, { recursive: true }));

const labels = {
	'com.docker.compose.project': 'aixcl',
	'com.docker.compose.service': 'ollama',
	'com.docker.compose.project.config_files': composeFilePath(),
};

test('what a command does is recorded, well or not, and shown', async ({ startFake }) => {
	const fake = await startFake({ containers: [fakeContainer(1, { name: 'ollama', labels })] });
	const env = { DOCKER_HOST: fake.url, XDG_STATE_HOME: state, SSH_CLIENT: '10.0.0.7 51000 22' };
	expect(await runCli(['audit'], env)).toEqual({ status: 0, stdout: 'No action has been recorded.\n', stderr: '' });
	expect((await runCli(['stop'], env)).status).toBe(0);
	fake.containers[0]!.state = 'running';
	fake.answer = (request, response) => {
		if (request.method !== 'POST') return false;
		response.writeHead(500).end('{"message":"it \\u001b[31mhangs"}');
		return true;
	};
	expect((await runCli(['stop'], env)).status).toBe(2);
	const { stdout } = await runCli(['audit'], env);
	const [header, first, second, ...rest] = stdout.trimEnd().split('\n');
	expect(header).toMatch(/^TIME +WHO +ACTION +CONTAINER +ID +TOOK +ENDPOINT +RESULT$/);
	expect(first).toMatch(/from 10\.0\.0\.7 +stop +ollama +0{12} +\S+ +unix:\/\/\S+ +ok$/);
	expect(second).toMatch(/answered 500: The container engine reports an error \(500\): it ␛hangs$/);
	expect(rest).toEqual([]);
	const { entries } = JSON.parse((await runCli(['audit', '--json', '-n', '1'], env)).stdout);
	expect(entries).toMatchObject([{ action: 'stop', container: 'ollama', result: 'answered 500' }]);
	expect((await runCli(['audit', '-n', 'few'], env)).status).toBe(2);
}, 60_000);

test('what cannot be recorded is told once, and done nevertheless', async ({ startFake }) => {
	const fake = await startFake({ containers: [fakeContainer(1, { name: 'ollama', labels })] });
	const path = join(state, 'aixcl', 'audit.jsonl');
	expect((await runCli(['stop'], { DOCKER_HOST: fake.url, XDG_STATE_HOME: state })).status).toBe(0);
	rmSync(path);
	writeFileSync(join(state, 'elsewhere'), '');
	symlinkSync(join(state, 'elsewhere'), path);
	fake.containers[0]!.state = 'running';
	const { status, stderr } = await runCli(['stop'], { DOCKER_HOST: fake.url, XDG_STATE_HOME: state });
	expect(status).toBe(0);
	expect(stderr).toContain(`aixcl: What is done is not recorded: ${path} cannot be written (ELOOP)\n`);
	expect(fake.containers[0]!.state).toBe('exited');
}, 60_000);
