import type { CallOptions, Client } from './client.ts';
import type { LogLine, LogRequest } from './container.ts';
import { at } from './json-at.ts';
import { createLogLines } from './log-lines.ts';
import { secondsOf } from './log-stamp.ts';

/** The lines of a container's log, as the caller asks for them and as they come. Ends quietly when `signal` is aborted. */
export async function* readLogs(
	client: Client,
	id: string,
	{ tail, follow, since, until }: LogRequest,
	{ signal, deadline }: { readonly signal: AbortSignal; readonly deadline: number },
): AsyncGenerator<readonly LogLine[], void> {
	const options = { signal, ms: deadline };
	const isTty = await hasTty(client, id, options);
	const query = {
		follow,
		stdout: true,
		stderr: true,
		timestamps: true,
		tail: Math.max(0, Math.trunc(tail)),
		...(since === undefined ? {} : { since: secondsOf(since) }),
		...(until === undefined ? {} : { until: secondsOf(until) }),
	};
	const chunks = client.stream(
		(docker, abortSignal) => docker.getContainer(id).logs({ ...query, abortSignal }),
		options,
	);
	// Bytes do not tell: a TTY container may well begin its output like a frame.
	const lines = createLogLines({ isTty });
	for await (const chunk of chunks) yield lines.push(chunk);
	if (!signal.aborted) yield lines.end();
}

const ttys = new WeakMap<Client, Map<string, boolean>>();

// A container has one or none for all its life.
const hasTty = async (client: Client, id: string, options: CallOptions): Promise<boolean> => {
	const known = ttys.get(client) ?? new Map<string, boolean>();
	ttys.set(client, known);
	const answer = known.get(id);
	if (answer !== undefined) return answer;
	const facts = await client.call((docker, abortSignal) => docker.getContainer(id).inspect({ abortSignal }), options);
	const isTty = at(facts, 'Config', 'Tty') === true;
	known.set(id, isTty);
	return isTty;
};
