import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createCleanup } from './cleanup.ts';
import { findParts } from './parts.ts';
import { jobFor, type ScrapeJob } from './prometheus-config.ts';
import { startRuledPrometheus } from './ruled-prometheus.ts';
import { makeScratch, removeScratch } from './scratch.ts';

/** A real Prometheus that scrapes captures of exporters: each is a job of its own, called as its file without the ending. */
export type CaptureServer = AsyncDisposable & {
	readonly url: string;
	/** The text of each capture, by the name of its job. */
	readonly texts: ReadonlyMap<string, string>;
	/** Ends the exporter of a capture: its address answers no more. */
	stop(name: string): Promise<void>;
};

const serve = async (text: string) => {
	const server = createServer((_, answer) =>
		answer.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(text),
	);
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const stop = () =>
		new Promise<void>(resolve => {
			server.close(() => resolve());
			server.closeAllConnections();
		});
	return { target: `127.0.0.1:${port}`, stop };
};

export type CaptureOptions = {
	/** Which captures, by the names of their files without the ending; absent is all. */
	readonly names?: readonly string[];
	/** What else it scrapes. */
	readonly beside?: readonly ScrapeJob[];
	/** The pattern of the names that are kept of a capture; all where left out. */
	readonly keeps?: (name: string) => string;
};

/** Serves the `.metrics` files of a folder to a Prometheus with our rules, each at an address of its own. */
export async function serveCaptures(
	captures: string,
	{ names, beside = [], keeps }: CaptureOptions = {},
): Promise<CaptureServer> {
	const { parts, missing } = findParts();
	if (!parts) throw new Error(missing);
	const all = readdirSync(captures).filter(file => file.endsWith('.metrics'));
	const texts = new Map(
		(names ?? all.map(file => file.replace(/[.]metrics$/, ''))).map(name => [
			name,
			readFileSync(join(captures, `${name}.metrics`), 'utf8'),
		]),
	);
	const folder = await makeScratch();
	const cleanup = createCleanup();
	cleanup.add(() => removeScratch(folder));
	try {
		const jobs = [...beside];
		const exporters = new Map<string, () => Promise<void>>();
		for (const [name, text] of texts) {
			const { target, stop } = await serve(text);
			cleanup.add(stop);
			exporters.set(name, stop);
			const kept = keeps && [{ source_labels: ['__name__'], regex: keeps(name), action: 'keep' } as const];
			jobs.push({ ...jobFor(name, target), ...(kept ? { metric_relabel_configs: kept } : {}) });
		}
		const url = await startRuledPrometheus(parts, folder, cleanup, jobs);
		return { url, texts, stop: async name => exporters.get(name)?.(), [Symbol.asyncDispose]: cleanup.run };
	} catch (error) {
		await cleanup.run().catch(() => undefined);
		throw error;
	}
}
