import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chatLines, type FakeOllama, ndjson, startFakeOllama } from '../support/fake-ollama.ts';

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const lines = chatLines('tiny', ['a', 'b', 'c']);

let fake: FakeOllama;
let finish: () => void;
let left: Promise<void>;
let child: ChildProcess;
let port: number;
// A client that would like to go on using its connection.
let agent: Agent;

beforeEach(async () => {
	agent = new Agent({ keepAlive: true });
	fake = await startFakeOllama();
	left = new Promise(resolve => {
		fake.answer = (_request, response) => {
			response.on('close', () => !response.writableFinished && resolve());
			response.writeHead(200, ndjson);
			response.write(lines[0]!);
			finish = () => response.end(lines.slice(1).join(''));
			return true;
		};
	});
	const flags = ['--upstream', fake.url, '--listen', '127.0.0.1:0', '--metrics-listen', '127.0.0.1:0'];
	child = spawn(process.execPath, [cli, 'ollama-exporter', ...flags], { env: {}, stdio: ['ignore', 'ignore', 'pipe'] });
	let said = '';
	child.stderr!.on('data', part => {
		said += part;
	});
	await expect.poll(() => said).toContain('for clients');
	port = Number(/127\.0\.0\.1:(\d+) for clients/.exec(said)?.[1]);
});
afterEach(async () => {
	child.kill('SIGKILL');
	agent.destroy();
	await fake.close();
});

const ask = async (): Promise<IncomingMessage> => {
	const sent = request({ host: '127.0.0.1', port, path: '/api/chat', method: 'POST', agent });
	sent.end('{"model":"tiny","messages":[]}');
	const [answer] = await once(sent, 'response');
	return answer;
};

/** What comes until the answer ends, and how it ends. */
const readOn = async (answer: IncomingMessage) => {
	let text = '';
	try {
		for await (const part of answer) text += part;
		return { text, isWhole: true };
	} catch {
		return { text, isWhole: false };
	}
};

const takesNothingNew = () =>
	expect
		.poll(async () => {
			const socket = connect(port, '127.0.0.1');
			const why = await once(socket, 'connect').catch(error => error.code);
			socket.destroy();
			return why;
		})
		.toBe('ECONNREFUSED');

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it when the answer that is under way is out', async signal => {
	const answer = await ask();
	const read = readOn(answer);
	const ended = once(child, 'exit');
	child.kill(signal);
	await takesNothingNew();
	finish();
	expect(await read).toEqual({ text: lines.join(''), isWhole: true });
	expect(await ended).toEqual([0, null]);
});

test('a second signal ends it at once, and the answer with it, for both sides', async () => {
	const read = readOn(await ask());
	const ended = once(child, 'exit');
	child.kill('SIGTERM');
	await takesNothingNew();
	child.kill('SIGTERM');
	expect(await ended).toEqual([0, null]);
	expect(await read).toEqual({ text: lines[0], isWhole: false });
	await left;
});
