import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Asked } from '../../../sources/fake-prometheus.ts';
import { logFrame } from '../../../support/fake-log.ts';
import { startWorld, type World } from '../obeying/world.ts';
import { type DocumentName, documents } from './documents.ts';

/** A world that says what was recorded, but for what is put in its place. */
export type ToldWorld = World & {
	/** Of the recorded container. */
	readonly id: string;
	/** Says this from now on in place of a recorded answer. An error is said wherever something is asked. */
	put(name: DocumentName, body: Buffer): void;
	/** What the log of the container holds. */
	putLog(bytes: Buffer): void;
	/** Says what was recorded again. */
	reset(): void;
	/** Answers that were given so far, by the names of what was said. */
	readonly given: Map<DocumentName, number>;
};

const idIn = (json: unknown): string => (json as { readonly Id: string }).Id;

const engineAnswer = (path: string): DocumentName | undefined => {
	if (path === '/version') return 'version';
	if (path === '/info') return 'info';
	if (path === '/containers/json') return 'list';
	if (/^\/containers\/[^/]+\/json$/.test(path)) return 'inspect';
	if (path.endsWith('/top')) return 'top';
	if (path.endsWith('/stats')) return 'stats';
	return undefined;
};

const numbersAnswer = ({ path, form }: Asked): DocumentName | undefined => {
	if (path === '/api/v1/query') return form.get('query')?.includes('aixcl:') ? 'recorded' : 'raw';
	if (path === '/api/v1/query_range') return 'range';
	const name = path.replace('/api/v1/', '');
	return name === 'series' || name === 'targets' || name === 'rules' ? name : undefined;
};

const othersAnswers: Readonly<Record<string, DocumentName>> = {
	'/api/v2/alerts': 'sent-alerts',
	'/api/v2/silences': 'silences',
	'/api/ps': 'models',
};

export const startToldWorld = async (): Promise<ToldWorld> => {
	const world = await startWorld({ containers: 1 });
	const id = idIn(documents.inspect.json);
	const said = new Map<DocumentName, Buffer>();
	const given = new Map<DocumentName, number>();
	let log: Buffer = Buffer.from('');
	const bodyOf = (name: DocumentName): Buffer => said.get(name) ?? Buffer.from(JSON.stringify(documents[name].json));
	const send = (response: ServerResponse, name: DocumentName, status = 200): true => {
		given.set(name, (given.get(name) ?? 0) + 1);
		response.writeHead(status, { 'content-type': 'application/json' }).end(bodyOf(name));
		return true;
	};
	const sendEvents = (response: ServerResponse): true => {
		given.set('events', (given.get('events') ?? 0) + 1);
		response.writeHead(200, { 'content-type': 'application/json' });
		const events = bodyOf('events').toString('latin1');
		response.end(Buffer.from(events.slice(1, -1).replaceAll('},{"status"', '}\n{"status"'), 'latin1'));
		return true;
	};
	world.engine.answer = (request: IncomingMessage, response: ServerResponse) => {
		const url = new URL(request.url ?? '/', 'http://engine');
		const path = url.pathname.replace(/^\/v\d+\.\d+/, '');
		if (path !== '/version' && said.has('engine-error')) return send(response, 'engine-error', 500);
		if (path === '/events') return url.searchParams.has('until') ? sendEvents(response) : false;
		if (path.endsWith('/logs')) {
			response.writeHead(200);
			response.write(log);
			if (url.searchParams.get('follow') !== 'true') response.end();
			return true;
		}
		const name = engineAnswer(path);
		return name !== undefined && send(response, name);
	};
	world.answerNumbers = (response, asked) => {
		if (said.has('prometheus-error')) return send(response, 'prometheus-error', 422);
		const name = numbersAnswer(asked);
		return name !== undefined && send(response, name);
	};
	world.answerOthers = (response, { path }) => {
		if (said.has('ollama-error') && path === '/api/ps') return send(response, 'ollama-error', 500);
		const name = othersAnswers[path];
		return name !== undefined && send(response, name);
	};
	return Object.assign(world, {
		id,
		given,
		put: (name: DocumentName, body: Buffer) => void said.set(name, body),
		putLog: (bytes: Buffer) => {
			log = logFrame(1, Buffer.concat([Buffer.from(`${new Date().toISOString().slice(0, 19)}.000000001Z `), bytes]));
		},
		reset: () => said.clear(),
	});
};
