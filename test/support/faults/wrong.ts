import { createRandom } from '../../terminal/random.ts';
import type { Fault } from './fault.ts';

const answer = (status: string, type: string, body: string | Buffer, more = ''): Buffer =>
	Buffer.concat([
		Buffer.from(
			`HTTP/1.1 ${status}\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n${more}\r\n`,
		),
		Buffer.from(body as string),
	]);

const says = (name: string, bytes: Buffer): Fault => ({ name, take: ({ near }) => void near.end(bytes) });

const noise = (length: number): Buffer => {
	const { below } = createRandom(length);
	return Buffer.from(Array.from({ length }, () => below(256)));
};

/** Bytes that are no HTTP. */
export const babbles: Fault = says('sends noise', noise(5000));

/** HTTP around bytes that mean nothing. */
export const answersNoise: Fault = says('answers 200 with noise', answer('200 OK', 'application/json', noise(5000)));

/** A status that is no success, in plain words. */
export const refusesWith = (status: number, words: string): Fault =>
	says(`answers ${status}`, answer(`${status} ${words}`, 'text/plain', `${words}\n`));

/** Sends the client to another host, which does not exist. */
export const redirects: Fault = says(
	'redirects',
	answer('302 Found', 'text/plain', '', 'Location: http://elsewhere.invalid/login\r\n'),
);

/** A page to log in, as a gate before it has. */
export const showsWebPage: Fault = says(
	'shows a web page',
	answer('200 OK', 'text/html', '<!doctype html><title>Log in</title>'),
);

/** JSON of another kind. */
export const answersOtherJson: Fault = says(
	'answers other JSON',
	answer('200 OK', 'application/json', '{"hello":{"world":[1,null]}}'),
);

/** Half of a JSON text, whole as HTTP. */
export const answersHalf: Fault = says(
	'answers half a JSON text',
	answer('200 OK', 'application/json', '{"status":"success","data":{"resultType":"vector","result":[{"metric":{"__na'),
);

/** A server that expects TLS. */
export const alerts: Fault = says('sends an alert of TLS', Buffer.from([0x15, 3, 3, 0, 2, 2, 0x46]));
