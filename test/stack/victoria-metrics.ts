import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Child, createChild } from './child.ts';
import { createCleanup } from './cleanup.ts';
import { freePort } from './free-port.ts';
import { type MadeSeries, type MadeSpan, openMetrics } from './made-series.ts';
import { findParts } from './parts.ts';
import { jobFor } from './prometheus-config.ts';
import { makeScratch, removeScratch } from './scratch.ts';

/** A real VictoriaMetrics, which answers the API of Prometheus and has no rules. */
export type VictoriaMetrics = AsyncDisposable & {
	readonly url: string;
	readonly child: Child;
	/** Adds samples of the past, one every `step` milliseconds, and resolves when they can be asked for. */
	readonly add: (series: readonly MadeSeries[], span: MadeSpan, step: number) => Promise<void>;
};

type Target = { readonly labels: Readonly<Record<string, string>>; readonly scrapeUrl: string };

/** Scrape jobs for all that another server scrapes. */
export async function jobsOf(url: string) {
	const answer = await fetch(`${url}/api/v1/targets?state=active`, { signal: AbortSignal.timeout(5000) });
	const { data } = (await answer.json()) as { readonly data: { readonly activeTargets: readonly Target[] } };
	return data.activeTargets.map(({ labels, scrapeUrl }) => ({
		...jobFor(labels.job ?? '', new URL(scrapeUrl).host),
		honor_timestamps: false,
	}));
}

// OpenMetrics has seconds where the text format of Prometheus has milliseconds.
const inMilliseconds = (text: string): string =>
	text.replace(/ ([\d.]+)$/gm, (_, seconds) => ` ${Math.round(Number(seconds) * 1000)}`).replace(/^# EOF$/m, '');

/** Starts one on loopback that scrapes these jobs every two seconds. */
export async function startVictoriaMetrics(jobs: readonly ReturnType<typeof jobFor>[]): Promise<VictoriaMetrics> {
	const { parts, missing } = findParts();
	if (!parts) throw new Error(missing);
	const folder = await makeScratch();
	const cleanup = createCleanup();
	cleanup.add(() => removeScratch(folder));
	try {
		const address = `127.0.0.1:${await freePort()}`;
		const url = `http://${address}`;
		const config = join(folder, 'scrape.yml');
		await writeFile(config, JSON.stringify({ global: { scrape_interval: '2s' }, scrape_configs: jobs }));
		const child = createChild({
			name: 'victoria-metrics',
			command: parts.victoriaMetrics,
			args: [
				`-storageDataPath=${join(folder, 'data')}`,
				`-promscrape.config=${config}`,
				`-httpListenAddr=${address}`,
				'-retentionPeriod=100d',
				'-loggerLevel=WARN',
			],
			folder,
			ready: async () => (await fetch(`${url}/health`, { signal: AbortSignal.timeout(2000) })).ok,
		});
		await child.start();
		cleanup.add(child.stop);
		const post = async (path: string, body: string) => {
			const answer = await fetch(`${url}${path}`, { method: 'POST', body, signal: AbortSignal.timeout(60_000) });
			if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
		};
		return {
			url,
			child,
			async add(series, span, step) {
				await post('/api/v1/import/prometheus', inMilliseconds(openMetrics(series, span, step)));
				await post('/internal/force_flush', '');
			},
			[Symbol.asyncDispose]: cleanup.run,
		};
	} catch (error) {
		await cleanup.run().catch(() => undefined);
		throw error;
	}
}
