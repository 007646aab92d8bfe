import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { parseAddress } from './http-address.ts';
import { type Bounds, maxSize } from './http-exchange.ts';
import { prometheusPeer as peer } from './http-peer.ts';
import type { PrometheusAccess } from './prometheus-access.ts';
import { type Request, send } from './prometheus-client.ts';

/** One Prometheus over HTTP. Every method resolves with the body of a successful answer, or rejects with an AixclError. */
export type PrometheusApi = {
	/** Where it is, without credentials. */
	readonly url: string;
	/** Host and port, for messages. */
	readonly place: string;
	/** An instant query, at a time in milliseconds since the epoch or at the server's own present. */
	query(promql: string, at: number | undefined, signal: AbortSignal): Promise<string>;
	/** A range query; times and step in milliseconds. */
	queryRange(promql: string, start: number, end: number, step: number, signal: AbortSignal): Promise<string>;
	/** The series of a selector that have samples between two times in milliseconds; looked up, not read. */
	series(selector: string, start: number, end: number, signal: AbortSignal): Promise<string>;
	/** The active targets. */
	targets(signal: AbortSignal): Promise<string>;
	/** The alerting rules, with the alerts that are active. */
	alertRules(signal: AbortSignal): Promise<string>;
	/** Closes its connections. */
	close(): void;
};

export type ApiOptions = {
	readonly url: string;
	/** Milliseconds by the wall clock from asking to the last byte. */
	readonly deadline?: number;
	readonly access?: PrometheusAccess;
};

const rangeDeadline = 10_000;
// VictoriaMetrics hides the last half minute otherwise, and repeats older values in its place; others know no such parameter.
const fresh = ['nocache', '1'] as const;

/** Asks with a deadline, a size limit, connections that are kept, and no way to go anywhere else. */
export const createPrometheusApi = ({ url, deadline = 3000, access = {} }: ApiOptions): PrometheusApi => {
	const address = parseAddress(url, peer);
	const connections = { keepAlive: true, maxSockets: 4 };
	const agent = address.isSecure ? new SecureAgent({ ...connections, ...access.tls }) : new Agent(connections);

	const bounds: Bounds = { peer, address, agent, deadline, maxSize, access };
	const request = (signal: AbortSignal, parts: Request) => send(parts, bounds, signal);

	return {
		url: address.url,
		place: address.place,
		query: (promql, at, signal) =>
			request(signal, {
				ask: driver => driver.instantQuery(promql),
				// The library sends this machine's time, which need not be the server's.
				change: form => {
					if (at !== undefined) return form.set('time', String(at / 1000));
					form.delete('time');
					form.set(...fresh);
				},
			}),
		queryRange: (promql, start, end, step, signal) =>
			send(
				{
					ask: driver => driver.rangeQuery(promql, new Date(start), new Date(end), step / 1000),
					change: form => form.set(...fresh),
				},
				{ ...bounds, deadline: rangeDeadline },
				signal,
			),
		series: (selector, start, end, signal) =>
			request(signal, { ask: driver => driver.series([selector], new Date(start), new Date(end)) }),
		targets: signal =>
			request(signal, {
				ask: driver => driver.targets('active'),
				// The library calls the parameter `query`.
				change: form => {
					form.delete('query');
					form.set('state', 'active');
				},
			}),
		alertRules: signal => request(signal, { ask: driver => driver.rules(), change: form => form.set('type', 'alert') }),
		close: () => agent.destroy(),
	};
};
