import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { resolveEndpoint } from '../../src/engine/endpoint.ts';
import { endpointFiles } from '../../src/engine/endpoint-files.ts';

let home: string;
const servers: Server[] = [];

beforeEach(async () => {
	home = await mkdtemp(join(tmpdir(), 'aixcl-home-'));
});

afterEach(async () => {
	await Promise.all(servers.splice(0).map(server => new Promise(done => server.close(done))));
	await rm(home, { recursive: true, force: true });
});

// The sockets of this machine's own engines are hidden; everything under the temporary home is real.
const files = {
	...endpointFiles,
	isSocket: async (path: string) => path.startsWith(home) && endpointFiles.isSocket(path),
};

const resolve = (env: Record<string, string> = {}, host?: string) => resolveEndpoint({ host, env, home, files });

const write = async (path: string, content: string) => {
	await mkdir(dirname(join(home, path)), { recursive: true });
	await writeFile(join(home, path), content);
	return join(home, path);
};

const listen = async (path: string) => {
	await mkdir(dirname(join(home, path)), { recursive: true });
	const server = createServer();
	servers.push(server);
	await new Promise<void>(done => server.listen(join(home, path), done));
	return join(home, path);
};

const addContext = async (name: string, address: string, folder = '.docker') => {
	const digest = createHash('sha256').update(name).digest('hex');
	await write(
		`${folder}/contexts/meta/${digest}/meta.json`,
		JSON.stringify({ Name: name, Endpoints: { docker: { Host: address, SkipTLSVerify: false } } }),
	);
	return `${folder}/contexts/tls/${digest}/docker`;
};

test('--host beats DOCKER_HOST beats DOCKER_CONTEXT beats the current context beats sockets', async () => {
	await listen('.docker/run/docker.sock');
	await addContext('work', 'unix:///work.sock');
	await addContext('home', 'unix:///home.sock');
	expect((await resolve()).from).toBe('default socket');
	await write('.docker/config.json', '{"currentContext":"home","auths":{"registry":{"auth":"c2VjcmV0"}}}');
	expect(await resolve()).toMatchObject({ from: 'context home', url: 'unix:///home.sock' });
	expect(await resolve({ DOCKER_CONTEXT: 'work' })).toMatchObject({ from: 'context work', url: 'unix:///work.sock' });
	const env = { DOCKER_CONTEXT: 'work', DOCKER_HOST: 'unix:///env.sock' };
	expect(await resolve(env)).toMatchObject({ from: 'DOCKER_HOST', url: 'unix:///env.sock' });
	expect(await resolve(env, 'unix:///flag.sock')).toMatchObject({
		from: '--host',
		url: 'unix:///flag.sock',
		connection: { socketPath: '/flag.sock' },
	});
});

test('DOCKER_CONTEXT=default means the usual sockets, whatever context is current', async () => {
	const path = await listen('.docker/run/docker.sock');
	await addContext('home', 'unix:///home.sock');
	await write('.docker/config.json', '{"currentContext":"home"}');
	expect(await resolve({ DOCKER_CONTEXT: 'default' })).toMatchObject({ connection: { socketPath: path } });
});

test('DOCKER_CONFIG moves the folder of contexts', async () => {
	await addContext('far', 'unix:///far.sock', 'elsewhere');
	await write('elsewhere/config.json', '{"currentContext":"far"}');
	expect(await resolve({ DOCKER_CONFIG: join(home, 'elsewhere') })).toMatchObject({ url: 'unix:///far.sock' });
});

test('takes the first of the usual sockets, rootless Docker before Podman, and only what is a socket', async () => {
	const env = { XDG_RUNTIME_DIR: join(home, 'run') };
	const podman = await listen('run/podman/podman.sock');
	await write('run/docker.sock', 'a plain file');
	expect(await resolve(env)).toMatchObject({ connection: { socketPath: podman } });
	const desktop = await listen('.docker/run/docker.sock');
	expect(await resolve(env)).toMatchObject({ connection: { socketPath: desktop } });
	await rm(join(home, 'run/docker.sock'));
	const rootless = await listen('run/docker.sock');
	expect(await resolve(env)).toMatchObject({ connection: { socketPath: rootless } });
});

test('names what it looked for when there is no engine', async () => {
	await expect(resolve({ XDG_RUNTIME_DIR: '/run/user/1000' })).rejects.toMatchObject({
		code: 'engine',
		message: 'No container engine was found',
		hint: expect.stringMatching(
			/\/var\/run\/docker\.sock, \/run\/user\/1000\/docker\.sock, .*\/\.docker\/run\/docker\.sock, \/run\/user\/1000\/podman\/podman\.sock, \/run\/podman\/podman\.sock/,
		),
	});
});

test.each([
	['tcp://127.0.0.1:2375', { host: '127.0.0.1', port: 2375, basePath: '', tls: undefined }],
	['tcp://localhost', { host: 'localhost', port: 2375 }],
	['127.0.0.1:80', { host: '127.0.0.1', port: 80 }],
	['tcp://127.0.0.1:80', { host: '127.0.0.1', port: 80 }],
	['http://[::1]:1234/docker/', { host: '::1', port: 1234, basePath: '/docker' }],
	['https://engine.example', { host: 'engine.example', port: 443, tls: { skipVerify: false } }],
])('reads %s', async (address, connection) => {
	expect((await resolve({}, address)).connection).toMatchObject(connection);
});

test.each([
	['tcp://engine.example:2375', /another machine.*not be encrypted/],
	['http://10.0.0.7:2375', /another machine/],
	['ssh://-oProxyCommand=reboot', /cannot be read/],
	['ssh://me@-box', /cannot be read/],
	['ssh://-me@box', /cannot be read/],
	['ssh://', /cannot be read/],
	['ssh://box:0', /cannot be read/],
	['ssh://box:99999', /cannot be read/],
	['ssh://box:22;reboot', /cannot be read/],
	['ssh://box$(reboot)', /cannot be read/],
	['ssh://a b', /cannot be read/],
	['ssh://me@you@box', /cannot be read/],
	['ssh://me:hunter2@box', /must not hold a password/],
	['ssh://box/run/%h.sock', /path that cannot be used/],
	['ssh://box/run/a:b', /path that cannot be used/],
	['ssh://box/run?x=1', /path that cannot be used/],
	['npipe:////./pipe/docker_engine', /npipe:\/\/ is no address/],
	['file:///etc/passwd', /file:\/\/ is no address/],
	['tcp://user:hunter2@127.0.0.1:2375', /must not hold a user or password/],
	['tcp://', /cannot be read/],
	['tcp://127.0.0.1:99999', /cannot be read/],
	['http://127.0.0.1:2375/?x=1', /cannot be read/],
	['unix://', /absolute path/],
	['unix:relative.sock', /cannot be read/],
	['\u001b]0;x\u0007', /cannot be read/],
])('refuses %j in one clear sentence', async (address, message) => {
	const failure: unknown = await resolve({ DOCKER_HOST: address }).catch(error => error);
	expect(failure).toMatchObject({ code: 'engine', message: expect.stringMatching(message), hint: expect.any(String) });
	expect((failure as Error).message).toMatch(/from DOCKER_HOST/);
	expect(JSON.stringify(failure) + (failure as Error).stack).not.toMatch(/hunter2|\u001b/);
});

test.each([
	['ssh://box', { host: 'box', user: undefined, port: undefined, socketPath: '/var/run/docker.sock' }],
	['ssh://me@gpu-box.lan:2222/', { host: 'gpu-box.lan', user: 'me', port: 2222, socketPath: '/var/run/docker.sock' }],
	[
		'SSH://me@[fe80::1]:22/run/user/1000/podman/podman.sock',
		{ host: 'fe80::1', user: 'me', port: 22, socketPath: '/run/user/1000/podman/podman.sock' },
	],
])('reads %s', async (address, ssh) => {
	const endpoint = await resolve({}, address);
	expect(endpoint.connection).toEqual({ ssh });
	expect(endpoint.url).toBe(address.replace(/^SSH/, 'ssh').replace(/\/$/, ''));
});

test('reads an ssh address of a context', async () => {
	await addContext('far', 'ssh://me@box');
	expect(await resolve({ DOCKER_CONTEXT: 'far' })).toMatchObject({
		from: 'context far',
		connection: { ssh: { host: 'box' } },
	});
});

test('reads TLS files as DOCKER_TLS_VERIFY and DOCKER_CERT_PATH say', async () => {
	await write('certs/ca.pem', 'CA');
	await write('certs/cert.pem', 'CERT');
	await write('certs/key.pem', 'KEY');
	const env = { DOCKER_HOST: 'tcp://engine.example', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: join(home, 'certs') };
	expect((await resolve(env)).connection).toEqual({
		host: 'engine.example',
		port: 2376,
		basePath: '',
		tls: { ca: Buffer.from('CA'), cert: Buffer.from('CERT'), key: Buffer.from('KEY'), skipVerify: false },
	});
});

test('reads the TLS files of a context', async () => {
	const folder = await addContext('gpu', 'tcp://gpu.example:2376');
	await write(`${folder}/ca.pem`, 'CA');
	const endpoint = await resolve({ DOCKER_CONTEXT: 'gpu' });
	expect(endpoint).toMatchObject({
		from: 'context gpu',
		connection: { tls: { ca: Buffer.from('CA'), skipVerify: false } },
	});
});

test('explains a context that does not exist', async () => {
	await expect(resolve({ DOCKER_CONTEXT: 'nowhere\u001b[31m' })).rejects.toMatchObject({
		message: 'There is no Docker context named nowhere␛',
		hint: expect.stringContaining('docker context ls'),
	});
});

test('a broken config.json is one clear sentence, without its content', async () => {
	await write('.docker/config.json', '{"auths":{"x":{"auth":"c2VjcmV0');
	const failure: unknown = await resolve().catch(error => error);
	expect(failure).toMatchObject({ code: 'engine', message: `${home}/.docker/config.json is not valid JSON` });
	expect((failure as Error).stack).not.toContain('c2VjcmV0');
});

test('reads no endless file and does not wait for a FIFO', async () => {
	const path = await write('.docker/config.json', ' '.repeat(2 ** 20 + 1));
	await expect(resolve()).rejects.toMatchObject({ message: `${path} cannot be read` });
	await rm(path);
	execFileSync('mkfifo', [path]);
	await expect(resolve()).rejects.toMatchObject({ message: `${path} cannot be read` });
});
