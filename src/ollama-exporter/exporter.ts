import { Agent, createServer } from 'node:http';
import { Counter, Registry } from 'prom-client';
import { createForward } from './forward.ts';
import { type Inventory, watchInventory } from './inventory.ts';
import { createInventorySeries } from './inventory-series.ts';
import { type ListenAddress, listen } from './listen.ts';
import { createMetricsPage } from './metrics-page.ts';
import { createModelLabels } from './model-labels.ts';
import { createObserver } from './observer.ts';
import { type ReaderFor, readerFor } from './readers.ts';
import type { TapFailure } from './tap.ts';
import { createTrafficSeries } from './traffic-series.ts';

export type ExporterOptions = {
	/** The model server: an http URL without a path. */
	readonly upstream: URL;
	/** Where clients ask in its place; absent where it is only polled. */
	readonly listen: ListenAddress | undefined;
	readonly metricsListen: ListenAddress;
	readonly injectsUsage: boolean;
	/** Told when the model server is there, and when it is not. */
	readonly tell?: (inventory: Inventory) => void;
	readonly readerFor?: ReaderFor;
};

export type Exporter = {
	/** The ports that are listened on. */
	readonly port: number | undefined;
	readonly metricsPort: number;
	/** Takes no more requests, and resolves when the last answer is out. */
	drain(): Promise<void>;
	/** Ends what is under way. */
	close(): void;
};

// A model may take minutes to say its first word, and a pull hours: whoever waits decides how long.
const unhurried = { requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0, noDelay: true, keepAlive: true };
// A question that meets the end of a kept connection is lost, and could not be sent twice. Ollama ends none, llama-server
// and vLLM after 5 s: so none is kept that long. One in use is not ended by it, however long it is silent.
const longestIdle = 4000;
const fresh = 1000;
const soon = 5000;

/** Starts the proxy and the metrics. Rejects with an AixclError where an address cannot be listened on. */
export const startExporter = async (options: ExporterOptions): Promise<Exporter> => {
	const { upstream, injectsUsage, tell } = options;
	const registry = new Registry();
	const traffic = options.listen ? createTrafficSeries(registry) : undefined;
	const labels = createModelLabels(
		model => traffic?.introduce(model),
		() => void watch.refresh(soon),
	);
	const show = createInventorySeries(registry, labels.of);
	const watch = watchInventory(upstream, inventory => {
		labels.know(inventory);
		show(inventory);
		tell?.(inventory);
	});
	const agent = new Agent({ keepAlive: true, maxFreeSockets: 64, timeout: longestIdle });
	const page = createMetricsPage(registry, () => watch.refresh(fresh));
	const metrics = createServer((request, response) => void page(request, response).catch(() => response.destroy()));
	const metricsPort = await listen(metrics, options.metricsListen, '--metrics-listen');
	const proxy = traffic && createServer(unhurried);
	let port: number | undefined;
	let isDraining = false;
	if (traffic && proxy && options.listen) {
		const failures = new Counter({
			name: 'ollama_exporter_tap_failures_total',
			help: 'Answers that could not be read along; they passed unchanged.',
			labelNames: ['reason'],
			registers: [registry],
		});
		for (const reason of ['exception', 'line_too_long']) failures.inc({ reason }, 0);
		const observer = createObserver({ series: traffic, labels, inventory: watch.last, now: () => performance.now() });
		const forward = createForward({
			...{ upstream, agent, observer, injectsUsage },
			readerFor: options.readerFor ?? readerFor,
			tapFailed: (reason: TapFailure) => failures.inc({ reason }),
		});
		proxy.on('request', (_request, response) => {
			response.on('close', () => isDraining && setImmediate(() => proxy.closeIdleConnections()));
		});
		proxy.on('request', (request, response) => void forward(request, response).catch(() => response.destroy()));
		try {
			port = await listen(proxy, options.listen, '--listen');
		} catch (error) {
			metrics.close();
			throw error;
		}
	}
	void watch.refresh(fresh);
	const close = () => {
		for (const server of [proxy, metrics]) {
			server?.close();
			server?.closeAllConnections();
		}
		agent.destroy();
	};
	return {
		port,
		metricsPort,
		close,
		drain: () =>
			new Promise(resolve => {
				const done = () => {
					close();
					resolve();
				};
				if (!proxy) return done();
				proxy.close(done);
				proxy.closeIdleConnections();
				// A client that keeps its connection for the next request would be waited for without end.
				isDraining = true;
			}),
	};
};
