import { resolveEndpoint } from '../../../../src/engine/endpoint.ts';
import { createEngine } from '../../../../src/engine/engine.ts';
import { parseInspection } from '../../../../src/engine/inspection.ts';
import { AixclError } from '../../../../src/errors.ts';
import { explainAnswer } from '../../../../src/llm/explain.ts';
import { parseLoaded } from '../../../../src/llm/loaded-model.ts';
import { parseSentAlerts, parseSilences } from '../../../../src/sources/alertmanager-answer.ts';
import { refusalOf } from '../../../../src/sources/http-failures.ts';
import { prometheusPeer } from '../../../../src/sources/http-peer.ts';
import { parseIntervals, parseSamples } from '../../../../src/sources/prometheus-answer.ts';
import { parseActiveAlerts, parseAlertRules } from '../../../../src/sources/prometheus-rules.ts';
import { toSnapshot } from '../../../../src/sources/prometheus-snapshot.ts';
import { literal } from '../../../../src/text/clean.ts';
import type { DocumentName } from './documents.ts';
import type { ToldWorld } from './told-world.ts';

/** Reads one answer as the program does; resolves with all that it makes of it. */
export type Adapters = Readonly<Record<DocumentName, (body: Buffer) => Promise<unknown>>>;

const place = literal('127.0.0.1:9090');
const { signal } = new AbortController();

/** What comes of a question: its answer, or the failure where it is one that is explained. Anything else is thrown. */
const told = async (ask: () => unknown): Promise<unknown> => {
	try {
		return await ask();
	} catch (error) {
		if (error instanceof AixclError) return error;
		throw error;
	}
};

const all = (...asks: readonly (() => unknown)[]): Promise<unknown> => Promise.all(asks.map(told));

const snapshot = (body: Buffer, via: 'recorded' | 'raw') =>
	told(() => {
		const samples = parseSamples(body.toString(), place);
		const reader = { via, host: undefined, thisHostName: 'vm', hosts: [], now: Date.now() } as const;
		return { samples, snapshot: toSnapshot(samples, reader) };
	});

const refusal = (body: Buffer, status: number) =>
	refusalOf(
		{ status, location: body.toString(), body: body.toString() },
		{ peer: prometheusPeer, place, deadline: 1, maxSize: 1, by: 'nothing' },
	);

/** The doors of the program: the engine's over its socket, the others by what reads the text of an answer. */
export const openAdapters = async (world: ToldWorld): Promise<Adapters & { close(): void }> => {
	const endpoint = await resolveEndpoint({ host: world.engine.url, env: {}, home: '/nonexistent' });
	const connect = () => createEngine(endpoint, { isReadOnly: false });
	const engine = connect();
	const { id } = world;
	const ask =
		(name: DocumentName, ...asks: readonly (() => unknown)[]) =>
		(body: Buffer) => {
			world.put(name, body);
			return all(...asks).finally(world.reset);
		};
	const past = { since: 0, until: Date.now() };
	const inspect = ask('inspect', () => engine.inspect(id, signal));
	return {
		version: ask('version', async () => {
			const other = connect();
			return other.info(signal).finally(other.close);
		}),
		info: ask('info', () => engine.info(signal)),
		list: ask('list', () => engine.list(signal)),
		inspect: body =>
			all(
				() => inspect(body),
				() => parseInspection(JSON.parse(body.toString())),
			),
		top: ask('top', () => engine.processes(id, signal)),
		stats: ask('stats', () => engine.stats(id, signal)),
		events: ask('events', () => engine.events(past, signal)),
		'engine-error': ask(
			'engine-error',
			() => engine.list(signal),
			() => engine.inspect(id, signal),
			() => engine.processes(id, signal),
			() => engine.act('restart', id, signal),
		),
		recorded: body => snapshot(body, 'recorded'),
		raw: body => snapshot(body, 'raw'),
		range: body => snapshot(body, 'raw'),
		series: body => snapshot(body, 'raw'),
		targets: body => all(() => parseIntervals(body.toString(), place)),
		rules: body =>
			all(
				() => parseActiveAlerts(body.toString(), place),
				() => parseAlertRules(body.toString(), place),
			),
		'prometheus-error': body => all(...[302, 400, 401, 422, 500, 503].map(status => () => refusal(body, status))),
		'sent-alerts': body => all(() => parseSentAlerts(body.toString(), new Map(), place)),
		silences: body => all(() => parseSilences(body.toString(), place)),
		models: body => all(() => parseLoaded(body.toString())),
		'ollama-error': body =>
			all(...[400, 404, 500, 503].map(status => () => explainAnswer({ status, text: body.toString() }, place))),
		close: engine.close,
	};
};
