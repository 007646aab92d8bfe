import type { FakeContainer } from '../../../support/fake-container.ts';
import { fakeContainer, inspection } from '../../../support/fake-container.ts';
import type { World } from '../world/world.ts';
import type { Canaries } from './canaries.ts';

/** Containers with secrets where people put them. */
export const secretContainers = ({ label, process: secret, command }: Canaries): FakeContainer[] =>
	Array.from({ length: 3 }, (_, index) =>
		fakeContainer(index + 1, {
			labels: { 'com.docker.compose.project': 'box', 'app.token': label, 'app.url': `http://ann:${label}@db/x` },
			health: 'unhealthy',
			log: [{ stream: 'stdout', at: '2026-11-23T10:00:00.000000000Z', text: 'started' }],
			processes: [
				['root', '42', '1', '0', '10:00', '?', '00:00:01', `server --password ${secret} --api-key=${command}`],
			],
		}),
	);

const inspected = (container: FakeContainer, canaries: Canaries) => {
	const base = inspection(container);
	const { environment, apiKey, databaseUrl, label, command, health } = canaries;
	return {
		...base,
		Path: 'server',
		Args: ['--password', command, `--token=${command}`, `postgres://ann:${command}@db/x`],
		State: {
			...base.State,
			Health: {
				Status: 'unhealthy',
				FailingStreak: 3,
				Log: [
					{ Start: container.startedAt, End: container.startedAt, ExitCode: 1, Output: `password=${health} refused` },
				],
			},
		},
		Config: {
			...base.Config,
			Env: [
				`POSTGRES_PASSWORD=${environment}`,
				`OPENAI_API_KEY=${apiKey}`,
				`DATABASE_URL=postgres://ann:${databaseUrl}@db/x`,
			],
			Labels: { ...container.labels, 'app.secret': label },
			Healthcheck: { Test: ['CMD-SHELL', `curl -fsS http://ann:${health}@127.0.0.1/health`] },
		},
	};
};

/** An engine that tells secrets to whoever inspects a container, as engines do. */
export const tellSecrets = ({ engine }: World, canaries: Canaries): void => {
	engine.answer = (request, response) => {
		const [, id] = /\/containers\/([0-9a-f]{64})\/json/.exec(request.url ?? '') ?? [];
		const container = engine.containers.find(each => each.id === id);
		if (!container) return false;
		response.writeHead(200, { 'content-type': 'application/json' });
		response.end(JSON.stringify(inspected(container, canaries)));
		return true;
	};
};

const echoed = (headers: Readonly<Record<string, unknown>>) => {
	const sent = String(headers.authorization ?? headers['x-api-key'] ?? '');
	const plain = Buffer.from(sent.replace(/^Basic /, ''), 'base64').toString();
	return `not with ${sent}, that is ${plain}`;
};

/** What the servers answer; some repeat what they were sent. */
export const conditions: readonly (readonly [name: string, set: (world: World) => void])[] = [
	[
		'good',
		world => {
			world.fault = () => false;
		},
	],
	...[401, 403, 422, 500].map(
		status =>
			[
				String(status),
				(world: World) => {
					world.fault = (response, { headers }) => {
						response.writeHead(status, { 'content-type': 'text/plain' }).end(echoed(headers));
						return true;
					};
				},
			] as const,
	),
	[
		'422 in JSON',
		world => {
			world.fault = (response, { headers }) => {
				response.writeHead(422, { 'content-type': 'application/json' });
				response.end(JSON.stringify({ status: 'error', errorType: 'execution', error: echoed(headers) }));
				return true;
			};
		},
	],
	[
		'a redirect',
		world => {
			world.fault = (response, { headers }) => {
				const [, basic = ''] = /^Basic (.*)/.exec(headers.authorization ?? '') ?? [];
				const user = basic === '' ? '' : `${Buffer.from(basic, 'base64')}@`;
				const key = headers['x-api-key'] ?? headers.authorization ?? '';
				response.writeHead(302, { location: `http://${user}127.0.0.1:1/login?key=${key}` }).end();
				return true;
			};
		},
	],
	[
		'cut',
		world => {
			world.fault = response => {
				response.writeHead(200, { 'content-type': 'application/json' }).write('{"status":');
				response.destroy();
				return true;
			};
		},
	],
];
