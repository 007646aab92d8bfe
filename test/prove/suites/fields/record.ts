import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

// Writes recorded/*.json anew from the parts that `npm run rig` has started; run it with what that prints in the environment.
const socketPath = new URL(process.env.DOCKER_HOST!).pathname;
const prometheus = process.env.AIXCL_PROMETHEUS_URL!;

const ask = (path: string, method = 'GET', body?: object): Promise<string> => {
	const { promise, resolve, reject } = Promise.withResolvers<string>();
	const headers = body ? { 'content-type': 'application/json' } : {};
	const sent = request({ socketPath, path: `/v1.51${path}`, method, headers }, async response => {
		const chunks: Buffer[] = [];
		for await (const chunk of response) chunks.push(chunk);
		resolve(Buffer.concat(chunks).toString());
	});
	sent.on('error', reject);
	sent.end(body && JSON.stringify(body));
	return promise;
};

// The rig keeps what it makes below a folder of its own, and has an address of its own each time.
const folder = socketPath.replace(/\/engine\/docker\.sock$/, '');
const keep = (name: string, body: string): void => {
	const text = JSON.stringify(JSON.parse(body.replaceAll(folder, '/rig')), undefined, '\t');
	writeFileSync(new URL(`recorded/${name}.json`, import.meta.url), `${text}\n`);
};

const name = 'recorded';
await ask(`/containers/${name}?force=true&v=true`, 'DELETE');
// A container that has everything an inspection tells of.
const { Id: id } = JSON.parse(
	await ask(`/containers/create?name=${name}-before`, 'POST', {
		Image: 'aixcl-rig/busybox:1',
		Cmd: ['sh', '-c', 'echo begun; sleep 9999'],
		Env: ['MODE=plain', 'API_TOKEN=not-a-real-one'],
		User: '0:0',
		WorkingDir: '/srv',
		Labels: {
			'com.docker.compose.project': 'aixcl',
			'com.docker.compose.service': 'webui',
			'com.docker.compose.project.config_files': '/srv/compose/compose.yaml',
			'com.docker.compose.project.working_dir': '/srv/compose',
			'com.docker.compose.depends_on': 'postgres:service_healthy:false,ollama:service_started:false',
			'org.opencontainers.image.title': 'busybox',
		},
		ExposedPorts: { '80/tcp': {} },
		Healthcheck: {
			Test: ['CMD-SHELL', 'echo no answer; exit 1'],
			Interval: 1e9,
			Timeout: 1e9,
			Retries: 1,
		},
		HostConfig: {
			Mounts: [
				{ Type: 'volume', Source: 'recorded-data', Target: '/data' },
				{ Type: 'bind', Source: '/etc', Target: '/host', ReadOnly: true },
			],
			PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '18473' }] },
			RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
			Memory: 2 ** 26,
			NanoCpus: 5e8,
			PidsLimit: 50,
			CapAdd: ['NET_ADMIN'],
			CapDrop: ['MKNOD'],
		},
	}),
);
const began = Math.floor(Date.now() / 1000) - 1;
await ask(`/containers/${id}/start`, 'POST');
await ask(`/containers/${id}/rename?name=${name}`, 'POST');
await wait(3000);
await ask(`/containers/${id}/kill?signal=SIGUSR1`, 'POST');
const { Id: exec } = JSON.parse(await ask(`/containers/${id}/exec`, 'POST', { Cmd: ['true'], Tty: true }));
await ask(`/exec/${exec}/start`, 'POST', { Detach: true });
await wait(500);

keep('version', await ask('/version'));
keep('info', await ask('/info'));
keep('list', await ask(`/containers/json?all=true&filters=${encodeURIComponent(JSON.stringify({ name: [name] }))}`));
keep('inspect', await ask(`/containers/${id}/json`));
keep('top', await ask(`/containers/${id}/top`));
keep('stats', await ask(`/containers/${id}/stats?stream=false&one-shot=true`));
keep('exec', await ask(`/exec/${exec}/json`));
keep('engine-error', await ask('/containers/nobody/json'));
const filters = encodeURIComponent(JSON.stringify({ container: [id] }));
const events = await ask(`/events?since=${began}&until=${Math.floor(Date.now() / 1000)}&filters=${filters}`);
keep('events', `[${events.trim().replaceAll('\n', ',')}]`);
await ask(`/containers/${id}?force=true&v=true`, 'DELETE');
await ask('/volumes/recorded-data?force=true', 'DELETE');

const fetchText = async (path: string) => (await fetch(`${prometheus}${path}`)).text();
keep('series', await fetchText('/api/v1/series?match[]=up'));
keep('prometheus-error', await fetchText('/api/v1/query?query=up%7B'));
