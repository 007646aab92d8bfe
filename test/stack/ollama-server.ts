import { spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tinyGguf } from '../support/tiny-gguf.ts';
import { freePort } from './free-port.ts';
import { cacheFolder } from './parts.ts';
import { waitUntil } from './wait-until.ts';

export type OllamaServer = {
	readonly url: string;
	/** Gives it a tiny made model by this name, other than those of other names. */
	addModel(name: string): Promise<void>;
	/** The processes in which models run. */
	runners(): Promise<readonly number[]>;
	stop(): Promise<void>;
};

/** Where test/stack/install builds it. */
export const ollamaProgram = (): string => join(cacheFolder(), 'ollama');

const post = async (url: string, body: Buffer | object): Promise<void> => {
	const answer = await fetch(url, { method: 'POST', body: Buffer.isBuffer(body) ? body : JSON.stringify(body) });
	if (!answer.ok) throw new Error(`${url} answers ${answer.status}: ${await answer.text()}`);
	await answer.arrayBuffer();
};

/** Gives a real Ollama a tiny made model, as `ollama create` would. */
export const addTinyModel = async (url: string, name: string): Promise<void> => {
	const model = tinyGguf(name);
	const digest = `sha256:${hash('sha256', model)}`;
	await post(`${url}/api/blobs/${digest}`, model);
	// Several threads would wait for each other longer than they work.
	const parameters = { num_thread: 1 };
	await post(`${url}/api/create`, { model: name, files: { 'tiny.gguf': digest }, parameters, stream: false });
};

/** Starts a real Ollama, which keeps its models below `folder` and answers one request of a model at a time. */
export async function startOllama(folder: string, more: Readonly<Record<string, string>> = {}): Promise<OllamaServer> {
	const program = ollamaProgram();
	if (!existsSync(program)) throw new Error(`the rig lacks ${program}; run test/stack/install as root`);
	const address = more.OLLAMA_HOST ?? `127.0.0.1:${await freePort()}`;
	const home = await mkdtemp(join(folder, 'ollama-'));
	const child = spawn(program, ['serve'], {
		env: {
			...{ HOME: home, OLLAMA_HOST: address, OLLAMA_MODELS: join(home, 'models') },
			...{ OLLAMA_CONTEXT_LENGTH: '512', OLLAMA_NUM_PARALLEL: '1', ...more },
		},
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	let log = '';
	child.stderr.on('data', part => {
		log = `${log}${part}`.slice(-4000);
	});
	const ended = new Promise<void>(resolve => child.on('close', () => resolve()));
	const url = `http://${address}`;
	const stop = async () => {
		child.kill();
		await ended;
	};
	const answers = () =>
		fetch(`${url}/api/version`).then(
			({ ok }) => ok,
			() => false,
		);
	try {
		await waitUntil(answers, { what: 'Ollama', seconds: 60, why: () => log });
	} catch (error) {
		await stop();
		throw error;
	}
	return {
		url,
		addModel: name => addTinyModel(url, name),
		async runners() {
			// Any of its threads may have started one.
			const threads = await readdir(`/proc/${child.pid}/task`);
			const children = threads.map(thread => readFile(`/proc/${child.pid}/task/${thread}/children`, 'utf8'));
			return (await Promise.all(children)).join(' ').split(/\s+/).filter(Boolean).map(Number);
		},
		stop,
	};
}
