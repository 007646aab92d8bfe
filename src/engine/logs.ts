import type { CallOptions, Client, StreamOptions } from './client.ts';
import type { LogLine, LogRequest } from './container.ts';
import { at } from './json-at.ts';
import { createLogLines } from './log-lines.ts';
import { secondsOf } from './log-stamp.ts';
import { everyLine, lastOf, longestOfPodman, podmanRequest } from './log-tail.ts';

type Options = { readonly signal: AbortSignal; readonly deadline: number };

/** The most of the last lines that are worth asking for as such: beyond that, all of a log cost less. */
export const readLongestTail = async (client: Client, { signal, deadline }: Options): Promise<number> => {
	const { product } = await client.negotiated({ signal, ms: deadline });
	return product === 'podman' ? longestOfPodman : everyLine - 1;
};

/** The lines of a container's log, as the caller asks for them and as they come. Ends quietly when `signal` is aborted. */
export async function* readLogs(
	client: Client,
	id: string,
	request: LogRequest,
	{ signal, deadline }: Options,
): AsyncGenerator<readonly LogLine[], void> {
	const options = { signal, ms: deadline };
	const { product } = await client.negotiated(options);
	if (product !== 'podman') return yield* readLines(client, id, request, options);
	const asked = podmanRequest(request);
	// Older ones answer with the first line.
	const lines = readLines(client, id, asked, { ...options, beginsLate: request.follow });
	yield* asked.tail === request.tail || request.follow ? lines : lastOf(request.tail, lines);
}

async function* readLines(
	client: Client,
	id: string,
	{ tail, follow, since, until }: LogRequest,
	options: StreamOptions,
): AsyncGenerator<readonly LogLine[], void> {
	const isTty = await hasTty(client, id, options);
	const query = {
		follow,
		stdout: true,
		stderr: true,
		timestamps: true,
		tail: tail < everyLine ? Math.max(0, Math.trunc(tail)) : 'all',
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
	if (!options.signal.aborted) yield lines.end();
}

const ttys = new WeakMap<Client, Map<string, boolean>>();

// A container has one or none for all its life.
const hasTty = async (client: Client, id: string, { signal, ms }: CallOptions): Promise<boolean> => {
	const known = ttys.get(client) ?? new Map<string, boolean>();
	ttys.set(client, known);
	const answer = known.get(id);
	if (answer !== undefined) return answer;
	const facts = await client.call((docker, abortSignal) => docker.getContainer(id).inspect({ abortSignal }), {
		signal,
		ms,
	});
	const isTty = at(facts, 'Config', 'Tty') === true;
	known.set(id, isTty);
	return isTty;
};
