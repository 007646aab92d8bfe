import type { IncomingMessage } from 'node:http';
import { tookIn } from '../memory.ts';
import { type Negotiated, negotiate } from './api-version.ts';
import { withDeadline } from './deadline.ts';
import type { DockerApi } from './docker-api.ts';
import type { Endpoint } from './endpoint-address.ts';
import { explainConnection } from './explain.ts';
import { createModem } from './modem.ts';

export type CallOptions = { readonly signal: AbortSignal; readonly ms: number; readonly late?: (ms: number) => Error };
export type StreamOptions = CallOptions & { /** Told when the answer begins. */ readonly opened?: () => void };
export type Work<T> = (docker: DockerApi, abortSignal: AbortSignal) => Promise<T>;

/** dockerode with a deadline on everything. Rejects with EngineError, or with the reason of an aborted signal. */
export type Client = {
	/** What the engine is; asked on first use and again after the connection was lost. */
	negotiated(options: CallOptions): Promise<Negotiated>;
	/** One request and its whole answer. */
	call<T>(work: Work<T>, options: CallOptions): Promise<T>;
	/** One request whose answer is read as it comes: the deadline is for its beginning. */
	stream(work: Work<unknown>, options: StreamOptions): AsyncIterable<Buffer>;
	close(): void;
};

// Podman runs several programs to answer, which takes its time on a busy machine.
const versionDeadline = 10_000;

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
		if (explained.kind === 'unreachable' || explained.kind === 'cut' || explained.kind === 'version') {
			known = undefined;
			lost();
		}
		return explained;
	};

	const attempt = async <T>(work: Work<T>, options: CallOptions): Promise<T> => {
		loading ??= loadDockerode(modem);
		const docker = await loading;
		try {
			return await withDeadline(signal => work(docker, signal), options);
		} catch (error) {
			throw options.signal.aborted ? error : explain(error);
		}
	};

	const negotiated = async (options: CallOptions) => {
		if (known) return known;
		const found = negotiate(await attempt((docker, abortSignal) => docker.version({ abortSignal }), options));
		modem.version = found.api;
		known = found;
		return found;
	};

	const call = async <T>(work: Work<T>, options: CallOptions): Promise<T> => {
		await negotiated({ signal: options.signal, ms: Math.min(options.ms, versionDeadline) });
		return attempt(work, options);
	};

	return {
		negotiated,
		call,
		async *stream(work, options) {
			const { signal } = options;
			const body = (await call(work, options)) as IncomingMessage;
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

const loadDockerode = async (modem: object): Promise<DockerApi> => {
	const { default: Dockerode } = await import('dockerode');
	// With a modem of its own, dockerode reads neither the environment nor the file system.
	return new Dockerode({ modem } as object) as unknown as DockerApi;
};
