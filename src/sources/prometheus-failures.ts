import { AixclError } from '../errors.ts';
import { type Clean, clean } from '../text/clean.ts';

/** What came back, whatever its status; `location` is its header. */
export type Response = {
	readonly status: number;
	readonly location: unknown;
	readonly body: string;
};

/** What the request was held to; `deadline` in milliseconds, `maxSize` in bytes. */
export type Limits = {
	readonly place: Clean;
	readonly deadline: number;
	readonly maxSize: number;
};

const fail = (message: string, hint: string) => new AixclError(message, { code: 'prometheus', hint });

const checkAddress = 'Check the address given with --prometheus or AIXCL_PROMETHEUS_URL.';
const soon = 'try again in a moment.';

type Explain = (limits: Limits) => AixclError;

const speaksNoTls: Explain = ({ place }) =>
	fail(`${place} does not speak https`, 'Give its address as http://, or the port that speaks https.');
const speaksTls: Explain = ({ place }) => fail(`${place} speaks https, not http`, 'Give its address as https://.');
const unreachable: Explain = ({ place }) =>
	fail(`There is no route to Prometheus at ${place}`, 'Check the network of this machine.');
const unknownHost: Explain = ({ place }) =>
	fail(`The host name of Prometheus at ${place} is not known`, 'Check its spelling and the name server.');
const cut: Explain = ({ place }) => fail(`Prometheus at ${place} cut the connection`, `It may be restarting: ${soon}`);

const byCode: Readonly<Record<string, Explain>> = {
	ECONNREFUSED: ({ place }) => fail(`Prometheus at ${place} refused the connection`, `Start it. ${checkAddress}`),
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

const late: Explain = ({ place, deadline }) =>
	fail(`Prometheus at ${place} did not answer within ${deadline / 1000} s`, `It may be overloaded: ${soon}`);

const tooLarge: Explain = ({ place, maxSize }) =>
	fail(
		`Prometheus at ${place} answered with more than ${Math.round(maxSize / 1024 / 1024)} MiB`,
		'Narrow down what it scrapes, or check that the address is that of a Prometheus.',
	);

const untrusted = (code: string): Explain | undefined =>
	/CERT|SELF_SIGNED|UNABLE_TO_/.test(code)
		? ({ place }) =>
				fail(
					`The certificate of Prometheus at ${place} is not trusted`,
					'Name the file of its authority in NODE_EXTRA_CA_CERTS, or check the address.',
				)
		: undefined;

const partOf = (error: unknown, key: 'code' | 'message'): string => {
	const value = error instanceof Object ? (error as Record<string, unknown>)[key] : undefined;
	return typeof value === 'string' ? value : '';
};

/** The sentence for a request that got no answer. The library's own error is dropped: it holds the password. */
export const failureOf = (error: unknown, limits: Limits): AixclError => {
	if (error === 'deadline') return late(limits);
	const code = partOf(error, 'code');
	const message = partOf(error, 'message');
	if (message.includes('maxContentLength')) return tooLarge(limits);
	// A stream that ends early is called `aborted`, without a code of the socket.
	if (message === 'aborted' || code === 'ERR_BAD_RESPONSE') return cut(limits);
	if (code.startsWith('HPE_')) return fail(`${limits.place} does not speak HTTP`, checkAddress);
	if (/Z_|zlib/i.test(code)) return fail(`The answer of ${limits.place} is damaged`, checkAddress);
	const explain = byCode[code] ?? untrusted(code);
	if (explain) return explain(limits);
	return fail(`Prometheus at ${limits.place} cannot be reached (${clean(code, 40) || 'unknown error'})`, checkAddress);
};

const destination = (location: unknown): string => {
	const text = typeof location === 'string' ? location : '';
	if (!URL.canParse(text)) return clean(text.replace(/[?#].*/s, ''), 100);
	const { origin, pathname } = new URL(text);
	return clean(origin + pathname, 100);
};

/** What Prometheus itself says of a query that failed. */
const reported = (body: string): string | undefined => {
	try {
		const { status, error } = JSON.parse(body);
		return status === 'error' && typeof error === 'string' ? clean(error, 200) : undefined;
	} catch {
		return undefined;
	}
};

/** The sentence for an answer that is a refusal by its status, or undefined where it is none. */
export const refusalOf = ({ status, location, body }: Response, limits: Limits): AixclError | undefined => {
	const { place } = limits;
	if (status === 200) return undefined;
	if (status >= 300 && status < 400) {
		return fail(
			`${place} redirects to ${destination(location)}`,
			'Give the final address: aixcl follows no redirects.',
		);
	}
	if (status === 401) {
		return fail(`Prometheus at ${place} asks for a user and a password`, 'Give them as http://USER:PASSWORD@HOST.');
	}
	if (status === 403) {
		return fail(`Prometheus at ${place} forbids the query`, 'Check the user, or the rules of the proxy before it.');
	}
	if (status === 404) {
		return fail(`There is no Prometheus API at ${place}`, `${checkAddress} It may need a path.`);
	}
	if (status === 400 && body.includes('HTTP request to an HTTPS server')) return speaksTls(limits);
	const reason = reported(body);
	if (reason) return fail(`Prometheus at ${place} says: ${reason}`, 'Look for the cause in its log.');
	if (status === 503) {
		return fail(`Prometheus at ${place} is starting and not ready yet`, `It may be replaying its log: ${soon}`);
	}
	return fail(`Prometheus at ${place} answered with status ${status}`, checkAddress);
};

/** The sentence for a body that is not what the Prometheus API answers. */
export const strangeBody = (body: string, place: string): AixclError => {
	const start = body.trimStart();
	if (/^\{\s*"status"/.test(start)) {
		return fail(
			`The answer of Prometheus at ${place} is cut off or malformed`,
			`A proxy before it may be the cause. ${checkAddress}`,
		);
	}
	const what = start.startsWith('<') ? 'a web page' : 'something else';
	return fail(`${place} answers with ${what}, not like Prometheus`, checkAddress);
};
