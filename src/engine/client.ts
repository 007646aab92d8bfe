import type { IncomingMessage } from 'node:http';
import { tookIn } from '../memory.ts';
import { type Negotiated, negotiate } from './api-version.ts';
import { withDeadline } from './deadline.ts';
import type { DockerApi } from './docker-api.ts';
import type { Endpoint } from './endpoint-address.ts';
import { EngineError, type EngineErrorKind } from './engine-error.ts';
import { explainConnection } from './explain.ts';
import { createModem } from './modem.ts';
import { whileItLives } from './while-it-lives.ts';

export type CallOptions = { readonly signal: AbortSignal; readonly ms: number; readonly late?: (ms: number) => Error };
export type StreamOptions = CallOptions & {
	/** Told when the answer begins. */
	readonly opened?: () => void;
	/** It begins only once there is something to tell: it is waited for as long as the engine answers otherwise. */
	readonly beginsLate?: boolean;
};
export type Work<T> = (docker: DockerApi, abortSignal: AbortSignal) => Promise<T>;

/** dockerode with a deadline on everything. Rejects with EngineError, or with the reason of an aborted signal. */
export type Client = {
	/** What the engine is; asked on first use and again after the connection was lost. */
	negotiated(options: CallOptions): Promise<Negotiated>;
	/** One request and its whole answer. */
	call<T>(work: Work<T>, options: CallOptions): Promise<T>;
	/** One request whose answer is read as it comes: the deadline is for its beginning, unless it begins late. */
	stream(work: Work<unknown>, options: StreamOptions): AsyncIterable<Buffer>;
	close(): void;
};

// Podman runs several programs to answer, which takes its time on a busy machine.
const versionDeadline = 10_000;

const breaking: ReadonlySet<EngineErrorKind> = new Set(['unreachable', 'forbidden', 'cut', 'version']);

/** `lost` is called whenever the connection broke: what was learnt before may no longer hold. */
export const createClient = (
	endpoint: Endpoint,
	{ isReadOnly, lost }: { isReadOnly: boolean; lost: () => void },
): Client => {
	const modem = createModem(endpoint, { isReadOnly });
	let loading: Promise<DockerApi> | undefined;
	let known: Negotiated | undefined;

	const explain = (error: unknown): unknown => {
		const explained = explainConnection(error, endpoint.url);
		if (breaking.has(explained.kind)) {
			known = undefined;
			lost();
		}
		return explained;
	};

	const attempt = async <T>(work: Work<T>, options: CallOptions, wait: Wait = withDeadline): Promise<T> => {
		loading ??= loadDockerode(modem);
		const docker = await loading;
		try {
			return await wait(signal => work(docker, signal), options);
		} catch (error) {
			throw options.signal.aborted ? error : explain(error);
		}
	};

	// A refusal is an answer too.
	const ping = (abortSignal: AbortSignal) =>
		new Promise<void>((resolve, reject) => {
			modem.dial({ path: '/_ping', method: 'HEAD', abortSignal }, error =>
				error === null || isRefusal(error) ? resolve() : reject(error),
			);
		});

	const waitLong: Wait = (work, options) => whileItLives(work, () => withDeadline(ping, options), options);

	let asking: Promise<Negotiated> | undefined;
	const ask = async (ms: number): Promise<Negotiated> => {
		const { signal } = new AbortController();
		const answer = await attempt((docker, abortSignal) => docker.version({ abortSignal }), { signal, ms });
		known = negotiate(answer);
		modem.version = known.api;
		return known;
	};

	// All who want to know wait for one answer, which goes on when they have given up: it is there for the next.
	const negotiated = async (options: CallOptions) => {
		if (known) return known;
		asking ??= ask(Math.min(options.ms * 3, versionDeadline)).finally(() => {
			asking = undefined;
		});
		const asked = asking;
		try {
			return await withDeadline(() => asked, options);
		} catch (error) {
			throw options.signal.aborted ? error : explain(error);
		}
	};

	const call = async <T>(work: Work<T>, options: CallOptions, wait?: Wait): Promise<T> => {
		const { signal, ms } = options;
		await negotiated({ signal, ms: Math.min(ms, versionDeadline) });
		return attempt(work, options, wait);
	};

	return {
		negotiated,
		call,
		async *stream(work, options) {
			const { signal } = options;
			const body = (await call(work, options, options.beginsLate ? waitLong : undefined)) as IncomingMessage;
			const stop = () => body.destroy();
			signal.addEventListener('abort', stop, { once: true });
			try {
				if (signal.aborted) stop();
				options.opened?.();
				for await (const chunk of body as AsyncIterable<Buffer>) {
					tookIn(chunk.length);
					yield chunk;
				}
			} catch (error) {
				if (!signal.aborted) throw explain(error);
			} finally {
				signal.removeEventListener('abort', stop);
			}
		},
		close: modem.close,
	};
};

type Wait = <T>(work: (signal: AbortSignal) => Promise<T>, options: CallOptions) => Promise<T>;

const isRefusal = (error: Error) => error instanceof EngineError && error.kind === 'answered';

const loadDockerode = async (modem: object): Promise<DockerApi> => {
	const { default: Dockerode } = await import('dockerode');
	// With a modem of its own, dockerode reads neither the environment nor the file system.
	return new Dockerode({ modem } as object) as unknown as DockerApi;
};
