import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Child, createChild } from './child.ts';
import { freePort } from './free-port.ts';
import type { Parts } from './parts.ts';
import { type PrometheusPlan, prometheusConfig } from './prometheus-config.ts';
import { waitUntil } from './wait-until.ts';

/** The rig's Prometheus. */
export type Prometheus = { readonly child: Child; readonly url: string };

/** Starts the real Prometheus on a free loopback port; ready when every target of the plan's own jobs is up. */
export async function startPrometheus(parts: Parts, folder: string, plan: PrometheusPlan): Promise<Prometheus> {
	const address = `127.0.0.1:${await freePort()}`;
	const url = `http://${address}`;
	const { name = 'prometheus' } = plan;
	const config = join(folder, `${name}.yml`);
	await writeFile(config, prometheusConfig(plan));
	const child = createChild({
		name,
		command: parts.prometheus,
		args: [
			`--config.file=${config}`,
			`--storage.tsdb.path=${join(folder, name)}`,
			`--web.listen-address=${address}`,
			'--web.cors.origin=^$',
			'--log.level=warn',
			// What Alertmanager has forgotten, or was not there to hear, it hears again soon.
			'--rules.alert.resend-delay=10s',
		],
		folder,
		ready: async () => (await fetch(`${url}/-/ready`, { signal: AbortSignal.timeout(2000) })).ok,
	});
	await child.start();
	const up = `count(up{job=~"${plan.jobs.map(job => job.job_name).join('|')}"} == 1)`;
	await waitUntil(async () => (await askOne(url, up)) === plan.jobs.length, {
		what: `${plan.jobs.length} jobs to be up`,
		why: child.log,
	});
	return { child, url };
}

/** The value of a query's first series, or `undefined` where there is none. */
export async function askOne(url: string, query: string): Promise<number | undefined> {
	const response = await fetch(`${url}/api/v1/query`, {
		method: 'POST',
		body: new URLSearchParams({ query }),
		signal: AbortSignal.timeout(5000),
	});
	const body: unknown = await response.json();
	const result = (body as { data?: { result?: { value: [number, string] }[] } }).data?.result;
	return result?.[0] ? Number(result[0].value[1]) : undefined;
}
