import { once } from 'node:events';
import { type IncomingMessage, type RequestOptions, request } from 'node:http';
import { afterEach } from 'vitest';
import { type Exporter, type ExporterOptions, startExporter } from '../../src/ollama-exporter/exporter.ts';
import { type FakeOllama, startFakeOllama } from '../support/fake-ollama.ts';

export type Fixture = {
	readonly fake: FakeOllama;
	readonly exporter: Exporter;
	/** Sends a request through the exporter and waits for the head of the answer. */
	send(path: string, body?: string | Buffer, options?: RequestOptions): Promise<IncomingMessage>;
	/** Every sample of the metrics, by its name and labels as they are written. */
	samples(): Promise<ReadonlyMap<string, number>>;
	/** Waits until a sample has this value. */
	sees(sample: string, value: number): Promise<void>;
};

const opened: (() => unknown)[] = [];
afterEach(async () => {
	for (const close of opened.splice(0).toReversed()) await close();
});

/** The bytes of a body; rejects where it ends before it is whole. */
export const bytesOf = async (message: IncomingMessage): Promise<Buffer> => {
	const parts: Buffer[] = [];
	for await (const part of message) parts.push(part);
	return Buffer.concat(parts);
};

export const anywhere = { host: '127.0.0.1', port: 0 };

/** A fake Ollama with the exporter in front of it, closed after the test. */
export const open = async (options: Partial<ExporterOptions> = {}): Promise<Fixture> => {
	const fake = await startFakeOllama();
	opened.push(fake.close);
	const exporter = await startExporter({
		...{ upstream: new URL(fake.url), listen: anywhere, metricsListen: anywhere, injectsUsage: false },
		...options,
	});
	opened.push(exporter.close);
	const samples = async () => {
		const text = await (await fetch(`http://127.0.0.1:${exporter.metricsPort}/metrics`)).text();
		const lines = text.split('\n').filter(line => line !== '' && !line.startsWith('#'));
		return new Map(
			lines.map(line => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
		);
	};
	// The names of models are asked for at the start.
	await samples();
	return {
		fake,
		exporter,
		samples,
		async send(path, body, more = {}) {
			const sent = request({ host: '127.0.0.1', port: exporter.port, path, method: 'POST', agent: false, ...more });
			sent.end(body);
			const [answer] = await once(sent, 'response');
			return answer;
		},
		async sees(sample, value) {
			let last: number | undefined;
			for (const until = performance.now() + 10_000; performance.now() < until; ) {
				last = (await samples()).get(sample);
				if (last === value) return;
				await new Promise(resolve => setTimeout(resolve, 20));
			}
			throw new Error(`${sample} is ${last}, not ${value}`);
		},
	};
};
