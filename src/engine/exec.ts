import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from './client.ts';
import type { TerminalSize } from './container.ts';
import type { ExecSession } from './details.ts';
import { EngineError } from './engine-error.ts';
import { createResizer } from './exec-resize.ts';
import { explainNotRunning } from './explain-conflict.ts';
import { at, numberAt } from './json-at.ts';

export type ExecRequest = {
	readonly id: string;
	readonly command: readonly string[];
	readonly size: TerminalSize;
};

type Limits = { readonly signal: AbortSignal; readonly deadline: number };

// An engine takes Ctrl-P, Ctrl-Q for itself otherwise, and holds back each Ctrl-P; nobody types this one.
const detachKeys = 'ctrl-^,ctrl-^,ctrl-^,ctrl-^';

/**
 * Starts a command on a terminal of its own and resolves with its connection; aborting `signal` closes that, also
 * later. What the connection carries is raw: it is for a terminal only, never for a screen of ours.
 */
export const startExec = async (
	client: Client,
	{ id, command, size }: ExecRequest,
	{ signal, deadline }: Limits,
): Promise<ExecSession> => {
	const ask = { signal, ms: deadline };
	const execId = await createExec(client, { id, command, size }, { signal, deadline });
	const stream = (await client.call(
		(docker, abortSignal) =>
			docker.getExec(execId).start({ hijack: true, stdin: true, Detach: false, Tty: true, abortSignal }),
		ask,
	)) as Duplex;
	const close = () => stream.destroy();
	signal.addEventListener('abort', close, { once: true });
	stream.on('close', () => signal.removeEventListener('abort', close));
	if (signal.aborted) close();
	const resizer = createResizer(client, execId, stream, deadline);
	resizer.begin(size);
	return {
		stream,
		resize: resizer.resize,
		exitCode: asked => exitCodeOf(client, execId, stream, { signal: asked, deadline }),
	};
};

const createExec = async (
	client: Client,
	{ id, command, size }: ExecRequest,
	{ signal, deadline }: Limits,
): Promise<string> => {
	const create = {
		AttachStdin: true,
		AttachStdout: true,
		AttachStderr: true,
		Tty: true,
		Cmd: [...command],
		ConsoleSize: [size.rows, size.columns],
		DetachKeys: detachKeys,
	};
	try {
		const { id: execId } = await client.call(
			(docker, abortSignal) => docker.getContainer(id).exec({ ...create, abortSignal }),
			{ signal, ms: deadline },
		);
		return execId;
	} catch (error) {
		throw explainNotRunning(error, 'so nothing can be run in it');
	}
};

const tries = 20;
const pause = 100;

// The connection may close a moment before the engine has noted the end. Closed by us, the command may go on.
const exitCodeOf = async (client: Client, execId: string, stream: Duplex, { signal, deadline }: Limits) => {
	if (!stream.closed) await once(stream, 'close', { signal });
	for (let attempt = 0; attempt < tries; attempt += 1) {
		try {
			const facts = await client.call(docker => docker.getExec(execId).inspect(), { signal, ms: deadline });
			if (at(facts, 'Running') === false) return numberAt(facts, 'ExitCode');
		} catch (error) {
			// It is forgotten with its container.
			if (!(error instanceof EngineError)) throw error;
			return undefined;
		}
		await wait(pause, undefined, { signal });
	}
	return undefined;
};
