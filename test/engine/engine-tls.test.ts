import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resolveEndpoint } from '../../src/engine/endpoint.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { startFakeEngine } from '../support/fake-engine.ts';
import { noAbort } from '../support/fake-engine-fixture.ts';

let folder: string;

const hasOpenssl = (() => {
	try {
		execFileSync('openssl', ['version'], { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
})();

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'aixcl-tls-'));
	if (!hasOpenssl) return;
	const options = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
	const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
	const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
	execFileSync('openssl', ['req', ...options, ...subject, ...files], { stdio: 'ignore' });
	execFileSync('cp', [join(folder, 'cert.pem'), join(folder, 'ca.pem')]);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** An engine over TLS that wants a certificate of its caller. */
const startServer = async () => {
	const [key, cert] = await Promise.all(['key.pem', 'cert.pem'].map(name => readFile(join(folder, name))));
	const callers: boolean[] = [];
	const server = createServer(
		{ key, cert, ca: cert, requestCert: true, rejectUnauthorized: true },
		(request, response) => {
			callers.push((request.socket as TLSSocket).authorized);
			response.end(request.url === '/version' ? '{"ApiVersion":"1.51","MinAPIVersion":"1.24"}' : '[]');
		},
	);
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	return { server, callers, host: `tcp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` };
};

test.skipIf(!hasOpenssl)('shows its certificate and checks that of the engine', async () => {
	const { server, callers, host } = await startServer();
	const env = { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: folder };
	const engine = createEngine(await resolveEndpoint({ host, env, home: folder }), { isReadOnly: true });
	expect(await engine.list(noAbort)).toEqual([]);
	expect(callers).toEqual([true, true]);
	engine.close();
	const stranger = createEngine(await resolveEndpoint({ host: host.replace('tcp', 'https'), env: {}, home: folder }), {
		isReadOnly: true,
	});
	await expect(stranger.list(noAbort)).rejects.toMatchObject({
		code: 'engine',
		message: expect.stringMatching(/^TLS with https:.* failed/),
	});
	stranger.close();
	server.close();
});

test.skipIf(!hasOpenssl)('a command in a container has its connection over TLS', async () => {
	const fake = await startFakeEngine({ containers: 1 });
	const [key, cert] = await Promise.all(['key.pem', 'cert.pem'].map(name => readFile(join(folder, name))));
	const relay = createTlsServer({ key, cert, ca: cert, requestCert: true, rejectUnauthorized: true }, near => {
		const far = createConnection(fake.socketPath);
		near.on('error', () => far.destroy());
		far.on('error', () => near.destroy());
		near.pipe(far).pipe(near);
	});
	relay.listen(0, '127.0.0.1');
	await once(relay, 'listening');
	const address = relay.address();
	const host = `tcp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
	const env = { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: folder };
	const engine = createEngine(await resolveEndpoint({ host, env, home: folder }), { isReadOnly: false });
	const session = await engine.exec(fake.containers[0]!.id, ['sh'], { columns: 80, rows: 24 }, noAbort);
	let text = '';
	session.stream.on('data', (chunk: Buffer) => {
		text += chunk.toString();
	});
	session.stream.write('hello');
	await expect.poll(() => text).toBe('$ hello');
	session.stream.write('exit 3');
	expect(await session.exitCode(noAbort)).toBe(3);
	engine.close();
	relay.close();
	await fake.stop();
});

test.skipIf(!hasOpenssl)('an engine with TLS that is spoken to without says what to set', async () => {
	const { server, host } = await startServer();
	const engine = createEngine(await resolveEndpoint({ host, env: {}, home: folder }), { isReadOnly: true });
	await expect(engine.list(noAbort)).rejects.toMatchObject({ code: 'engine', hint: expect.any(String) });
	engine.close();
	server.close();
});
