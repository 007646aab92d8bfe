import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import {
	type Asked,
	type FakePrometheus,
	recordedAnswer,
	sendJson,
	startFakePrometheus,
} from '../../../sources/fake-prometheus.ts';
import { type FakeContainer, fakeContainer } from '../../../support/fake-container.ts';
import { type FakeEngine, startFakeEngine } from '../../../support/fake-engine.ts';
import { type FakeOllama, startFakeOllama } from '../../../support/fake-ollama.ts';

/**
 * Everything that aixcl asks, as servers of this process that speak the recorded wire formats and keep what they were
 * asked: what a proof counts is what came over the wire.
 */
export type World = AsyncDisposable & {
	readonly engine: FakeEngine;
	readonly ollama: FakeOllama;
	readonly prometheus: FakePrometheus;
	/** The variables that lead to it. */
	readonly env: Readonly<Record<string, string>>;
	/** Every request so far as `server METHOD path`, those of one server after those of another. */
	asked(): readonly string[];
	/** From now on: what was asked since. */
	since(): () => readonly string[];
	/** Drops what was asked so far: a long run keeps no memory of it. */
	forget(): void;
	/** Told of every request to Prometheus, Alertmanager and Open WebUI. */
	watch: (asked: Asked) => void;
	/** Answers in place of these; returns whether it did. Set it to bring about faults. */
	fault: (response: ServerResponse, asked: Asked) => boolean;
};

const answerOf = (name: string): string =>
	readFileSync(new URL(`../../../sources/answers/${name}.json`, import.meta.url), 'utf8');

const answers = () =>
	new Map([
		['/api/v1/query', recordedAnswer('recorded')],
		['/api/v1/query_range', recordedAnswer('range')],
		['/api/v1/targets', recordedAnswer('targets')],
		['/api/v1/rules', answerOf('rules')],
		['/api/v1/series', '{"status":"success","data":[]}'],
		['/api/v2/alerts', answerOf('alertmanager-alerts')],
		['/api/v2/silences', answerOf('alertmanager-silences')],
		['/health', '{"status":true}'],
	]);

const line = (number: number) => ({
	stream: number % 3 === 0 ? ('stderr' as const) : ('stdout' as const),
	at: new Date(Date.UTC(2026, 10, 23, 10) + number * 1000).toISOString().replace('Z', '000000Z'),
	text: number % 7 === 0 ? `{"level":"warn","line":${number}}` : `line ${number} of the log`,
});

const usualContainers = (): FakeContainer[] =>
	Array.from({ length: 12 }, (_, index) =>
		fakeContainer(index + 1, {
			labels: { 'com.docker.compose.project': 'box', 'com.docker.compose.service': `service-${index + 1}` },
			log: Array.from({ length: 200 }, (_, number) => line(number)),
			...(index === 10 && { state: 'exited', exitCode: 1, finishedAt: '2026-11-23T11:00:00Z' }),
		}),
	);

export const startWorld = async (containers: FakeContainer[] = usualContainers()): Promise<World> => {
	const engine = await startFakeEngine({ containers });
	const ollama = await startFakeOllama();
	ollama.models = ['loaded:7b', 'loaded:1b', 'tiny:latest'];
	ollama.answer = (request, response) => {
		request.resume();
		if (request.url !== '/api/generate') return false;
		response.writeHead(200, { 'content-type': 'application/json' }).end('{"done":true}');
		return true;
	};
	const bodies = answers();
	const serve = () =>
		startFakePrometheus((response, asked) => {
			world.watch(asked);
			if (world.fault(response, asked)) return;
			const body = bodies.get(asked.path);
			if (body === undefined) response.writeHead(404).end();
			else sendJson(response, body);
		});
	const [prometheus, alertmanager, webui] = await Promise.all([serve(), serve(), serve()]);
	const lists = () => [
		engine.requests.map(request => `engine ${request}`),
		ollama.requests.map(request => `ollama ${request}`),
		...Object.entries({ prometheus, alertmanager, webui }).map(([name, { asked }]) =>
			asked.map(({ method, path }) => `${name} ${method} ${path}`),
		),
	];
	const world: World = {
		engine,
		ollama,
		prometheus,
		env: {
			DOCKER_HOST: engine.url,
			AIXCL_PROMETHEUS_URL: prometheus.url,
			AIXCL_ALERTMANAGER_URL: alertmanager.url,
			AIXCL_OLLAMA_URL: ollama.url,
			AIXCL_OPEN_WEBUI_URL: webui.url,
			// No browser is opened from here.
			SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22',
		},
		asked: () => lists().flat(),
		since() {
			const before = lists().map(list => list.length);
			return () => lists().flatMap((list, index) => list.slice(before[index]));
		},
		forget() {
			for (const list of [engine.requests, ollama.requests, prometheus.asked, alertmanager.asked, webui.asked])
				(list as unknown[]).length = 0;
		},
		watch: () => undefined,
		fault: () => false,
		async [Symbol.asyncDispose]() {
			for (const server of [prometheus, alertmanager, webui]) await server[Symbol.asyncDispose]();
			await ollama.close();
			await engine.stop();
		},
	};
	return world;
};

// The library asks Prometheus by POST where a question may be long; none of these changes anything there.
const questions = /^prometheus POST \/api\/v1\/(?:query|query_range|series)$/;

/** Those requests that may change something. */
export const changesIn = (asked: readonly string[]): readonly string[] =>
	asked.filter(request => !/^\w+ (?:GET|HEAD) /.test(request) && !questions.test(request));
