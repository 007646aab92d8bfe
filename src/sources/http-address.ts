import { AixclError } from '../errors.ts';
import { type Clean, clean } from '../text/clean.ts';
import type { Credentials } from './http-authorization.ts';
import type { Peer } from './http-peer.ts';

/** Where a server answers. */
export type Address = {
	/** Without credentials, query, fragment and the slash at its end: fit to be shown. */
	readonly url: Clean;
	/** Host and port, for messages. */
	readonly place: Clean;
	readonly isSecure: boolean;
	readonly credentials: Credentials | undefined;
};

const decoded = (text: string): string => {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
};

/** Takes apart a server's URL, which may carry a path and `user:password@`. Throws an AixclError where it is none. */
export const parseAddress = (text: string, { name, givenBy, port }: Peer): Address => {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (!url || !/^https?:$/.test(url.protocol)) {
		// The text may hold a password, and is not repeated.
		throw new AixclError(`The address of ${name} is not an http or https URL`, {
			code: 'config',
			hint: `Give it as http://HOST:${port} with ${givenBy}.`,
		});
	}
	const { username, password } = url;
	return {
		url: clean(`${url.origin}${url.pathname.replace(/\/+$/, '')}`),
		place: clean(url.host),
		isSecure: url.protocol === 'https:',
		credentials:
			username === '' && password === '' ? undefined : { username: decoded(username), password: decoded(password) },
	};
};
