import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { type Asked, recordedAnswer, sendJson, startFakePrometheus } from '../../../sources/fake-prometheus.ts';
import { type FakeEngine, type FakeEngineOptions, startFakeEngine } from '../../../support/fake-engine.ts';

/** Everything that `aixcl top` reads, on loopback and a socket: what the real ones said, unless it is told otherwise. */
export type World = AsyncDisposable & {
	readonly engine: FakeEngine;
	/** Answers in place of Prometheus; returns whether it did. */
	answerNumbers: (response: ServerResponse, asked: Asked) => boolean;
	/** The same for Alertmanager and Ollama, which share a server. */
	answerOthers: (response: ServerResponse, asked: Asked) => boolean;
	/** What tells a program where they are. */
	readonly env: Readonly<Record<string, string>>;
};

const answersAt = (name: string) =>
	readFileSync(new URL(`../../../sources/answers/${name}.json`, import.meta.url), 'utf8');

/** When the answers were recorded, in seconds; all of their times are within this of it. */
const recorded = 1_795_451_208;
const near = 10 * 86_400;

/** An answer as if it had just been recorded: the times in it are moved, and nothing else. */
export const withPresentTimes = (body: string, now = Date.now()): string => {
	const shift = Math.floor(now / 1000) - recorded;
	return body.replaceAll(/(?<![\w.-])(17\d{8})(?=[.,"\s\]}])/g, found =>
		Math.abs(Number(found) - recorded) < near ? String(Number(found) + shift) : found,
	);
};

/** The usual answer of Prometheus to a path, as it was recorded; undefined where aixcl does not ask for it. */
export const usualNumbers = ({ path, form }: Asked): string | undefined => {
	const query = form.get('query') ?? '';
	if (path === '/api/v1/query_range') return recordedAnswer('range');
	if (path === '/api/v1/query') return recordedAnswer(query.includes('aixcl:') ? 'recorded' : 'raw');
	if (path === '/api/v1/series')
		return readFileSync(new URL('../fields/recorded/series.json', import.meta.url), 'utf8');
	if (path === '/api/v1/targets') return recordedAnswer('targets');
	if (path === '/api/v1/rules') return answersAt('rules');
	return undefined;
};

const usualOthers: Readonly<Record<string, () => string>> = {
	'/api/v2/alerts': () => answersAt('alertmanager-alerts'),
	'/api/v2/silences': () => answersAt('alertmanager-silences'),
};

const notFound = (response: ServerResponse) => void response.writeHead(404).end('404 page not found');

export const startWorld = async (options: FakeEngineOptions): Promise<World> => {
	const engine = await startFakeEngine(options);
	const numbers = await startFakePrometheus((response, asked) => {
		if (world.answerNumbers(response, asked)) return;
		const body = usualNumbers(asked);
		if (body === undefined) notFound(response);
		else sendJson(response, withPresentTimes(body));
	});
	const others = await startFakePrometheus((response, asked) => {
		if (world.answerOthers(response, asked)) return;
		const body = usualOthers[asked.path]?.();
		if (body === undefined) notFound(response);
		else sendJson(response, body);
	});
	const world: World = {
		engine,
		answerNumbers: () => false,
		answerOthers: () => false,
		env: {
			DOCKER_HOST: engine.url,
			AIXCL_PROMETHEUS_URL: numbers.url,
			AIXCL_ALERTMANAGER_URL: others.url,
			AIXCL_OLLAMA_URL: others.url,
			AIXCL_OPEN_WEBUI_URL: others.url,
		},
		async [Symbol.asyncDispose]() {
			await Promise.all([engine.stop(), numbers[Symbol.asyncDispose](), others[Symbol.asyncDispose]()]);
		},
	};
	return world;
};
