import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import type { Silencing } from '../metrics/silence.ts';
import { parseSentAlerts, parseSilences } from './alertmanager-answer.ts';
import { parseAddress } from './http-address.ts';
import { type Bounds, get, maxSize } from './http-exchange.ts';
import { alertmanagerPeer as peer } from './http-peer.ts';

export type AlertmanagerOptions = {
	/** May carry a path and `user:password@`; neither the user nor the password is ever shown. */
	readonly url: string;
	/** Milliseconds by the wall clock from asking to the last byte. */
	readonly deadline?: number;
};

/** One Alertmanager, which is only ever read. */
export type Alertmanager = {
	/** Rejects with an AixclError where it cannot tell. */
	silencing(signal: AbortSignal): Promise<Silencing>;
	/** Closes its connections. */
	close(): void;
};

/**
 * Asks an Alertmanager which alerts it was sent, and which of them it holds back. Its own judgement is taken: it knows
 * the labels that Prometheus adds on the way, and what a regular expression of Go matches. Throws an AixclError where the URL is none.
 */
export const createAlertmanager = ({ url, deadline = 3000 }: AlertmanagerOptions): Alertmanager => {
	const address = parseAddress(url, peer);
	const agent = new (address.isSecure ? SecureAgent : Agent)({ keepAlive: true, maxSockets: 2 });
	const bounds: Bounds = { peer, address, agent, deadline, maxSize };
	return {
		async silencing(signal) {
			const [alerts, silences] = await Promise.all([
				get('/api/v2/alerts', bounds, signal),
				get('/api/v2/silences', bounds, signal),
			]);
			const { place } = address;
			return { url: address.url, sent: parseSentAlerts(alerts, parseSilences(silences, place), place) };
		},
		close: () => agent.destroy(),
	};
};
