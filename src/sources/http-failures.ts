import type { AixclError } from '../errors.ts';
import { type Clean, clean } from '../text/clean.ts';
import type { Authorization } from './http-authorization.ts';
import { failOf } from './http-fail.ts';
import type { Peer } from './http-peer.ts';
import { tlsFailureOf } from './http-tls-failures.ts';
import { tooMuchAsked } from './prometheus-refused-query.ts';

/** What came back, whatever its status; `location` is its header. */
export type Response = {
	readonly status: number;
	readonly location: unknown;
	readonly body: string;
};

/** What the request was held to; `deadline` in milliseconds by the wall clock, `maxSize` in bytes, inflated. */
export type Limits = {
	readonly peer: Peer;
	/** Host and port. */
	readonly place: Clean;
	readonly deadline: number;
	readonly maxSize: number;
	/** How we made ourselves known. */
	readonly by: Authorization['by'];
};

export const checkAddress = ({ givenBy }: Peer) => `Check the address given with ${givenBy}.`;
const soon = 'try again in a moment.';

type Explain = (limits: Limits) => AixclError;

const speaksNoTls: Explain = ({ peer, place }) =>
	failOf(peer, `${place} does not speak https`, 'Give its address as http://, or the port that speaks https.');
const speaksTls: Explain = ({ peer, place }) =>
	failOf(peer, `${place} speaks https, not http`, 'Give its address as https://.');
const unreachable: Explain = ({ peer, place }) =>
	failOf(peer, `There is no route to ${peer.name} at ${place}`, 'Check the network of this machine.');
const unknownHost: Explain = ({ peer, place }) =>
	failOf(peer, `The host name of ${peer.name} at ${place} is not known`, 'Check its spelling and the name server.');
const cut: Explain = ({ peer, place }) =>
	failOf(peer, `${peer.name} at ${place} cut the connection`, `It may be restarting: ${soon}`);

const byCode: Readonly<Record<string, Explain>> = {
	ECONNREFUSED: ({ peer, place }) =>
		failOf(peer, `${peer.name} at ${place} refused the connection`, `Start it. ${checkAddress(peer)}`),
	ENOTFOUND: unknownHost,
	EAI_AGAIN: unknownHost,
	EHOSTUNREACH: unreachable,
	ENETUNREACH: unreachable,
	EADDRNOTAVAIL: unreachable,
	ETIMEDOUT: unreachable,
	ECONNRESET: cut,
	EPIPE: cut,
	ECONNABORTED: cut,
	EPROTO: speaksNoTls,
	ERR_SSL_WRONG_VERSION_NUMBER: speaksNoTls,
	ERR_SSL_PACKET_LENGTH_TOO_LONG: speaksNoTls,
};

const late: Explain = ({ peer, place, deadline }) =>
	failOf(peer, `${peer.name} at ${place} did not answer within ${deadline / 1000} s`, `It may be overloaded: ${soon}`);

const tooLarge: Explain = ({ peer, place, maxSize }) =>
	failOf(
		peer,
		`${peer.name} at ${place} answered with more than ${Math.round(maxSize / 1024 / 1024)} MiB`,
		'Narrow down what it scrapes, or check that the address is the right one.',
	);

const partOf = (error: unknown, key: 'code' | 'message'): string => {
	const value = error instanceof Object ? (error as Record<string, unknown>)[key] : undefined;
	return typeof value === 'string' ? value : '';
};

/** The sentence for a request that got no answer. The library's own error is dropped: it holds the password. */
export const failureOf = (error: unknown, limits: Limits): AixclError => {
	if (error === 'deadline') return late(limits);
	const { peer } = limits;
	const code = partOf(error, 'code');
	const message = partOf(error, 'message');
	if (message.includes('maxContentLength')) return tooLarge(limits);
	// A stream that ends early is called `aborted`, without a code of the socket.
	if (message === 'aborted' || code === 'ERR_BAD_RESPONSE') return cut(limits);
	if (code.startsWith('HPE_')) return failOf(peer, `${limits.place} does not speak HTTP`, checkAddress(peer));
	if (/Z_|zlib/i.test(code)) return failOf(peer, `The answer of ${limits.place} is damaged`, checkAddress(peer));
	const explain = byCode[code];
	if (explain) return explain(limits);
	const refused = tlsFailureOf(code, limits);
	if (refused) return refused;
	return failOf(
		peer,
		`${peer.name} at ${limits.place} cannot be reached (${clean(code, 40) || 'unknown error'})`,
		checkAddress(peer),
	);
};

const destination = (location: unknown): string => {
	const text = typeof location === 'string' ? location : '';
	if (!URL.canParse(text)) return clean(text.replace(/[?#].*/s, ''), 100);
	const { origin, pathname } = new URL(text);
	return clean(origin + pathname, 100);
};

/** What the server itself says of a query that failed. */
const reported = (body: string): string | undefined => {
	try {
		const { status, error } = JSON.parse(body);
		return status === 'error' && typeof error === 'string' ? clean(error, 200) : undefined;
	} catch {
		return undefined;
	}
};

const unauthorized = ({
	login,
}: Peer): Readonly<Record<Authorization['by'], readonly [what: string, hint: string]>> => ({
	nothing: ['asks for a user and a password', login],
	password: ['does not accept the user or the password', 'Check both.'],
	token: ['does not accept the token', 'Check the file it is in, and whether it has expired.'],
});

/** The sentence for an answer whose status is any but 200. */
export const refusalOf = ({ status, location, body }: Response, limits: Limits): AixclError => {
	const { peer, place } = limits;
	if (status >= 300 && status < 400) {
		return failOf(
			peer,
			`${place} redirects to ${destination(location)}`,
			'Give the final address: aixcl follows no redirects.',
		);
	}
	if (status === 401) {
		const [what, hint] = unauthorized(peer)[limits.by];
		return failOf(peer, `${peer.name} at ${place} ${what}`, hint);
	}
	if (status === 403) {
		return failOf(
			peer,
			`${peer.name} at ${place} forbids the query`,
			'Check the user, or the rules of the proxy before it.',
		);
	}
	if (status === 404) {
		return failOf(peer, `There is no ${peer.name} API at ${place}`, `${checkAddress(peer)} It may need a path.`);
	}
	if (status === 400 && body.includes('HTTP request to an HTTPS server')) return speaksTls(limits);
	const reason = reported(body);
	if (reason) {
		const hint = tooMuchAsked(reason)
			? 'Ask for a shorter window, or load the recording rules of aixcl there.'
			: 'Look for the cause in its log.';
		return failOf(peer, `${peer.name} at ${place} says: ${reason}`, hint);
	}
	if (status === 503) {
		return failOf(
			peer,
			`${peer.name} at ${place} is starting and not ready yet`,
			`It may be reading what it has kept: ${soon}`,
		);
	}
	return failOf(peer, `${peer.name} at ${place} answered with status ${status}`, checkAddress(peer));
};
