import type { DialOptions } from './modem.ts';

type Asked = Readonly<Record<string, unknown>>;

const inBody = /^\/(?:containers\/[^/]*\/exec|exec\/[^/]*\/start)$/;

/** What dockerode asks beside the path; it passes the signal and how to connect among it. */
export const askedIn = ({
	abortSignal: _,
	hijack: __,
	stdin: ___,
	...asked
}: NonNullable<DialOptions['options']> = {}): Asked => asked;

/** What follows the path in the URL, and the body: the same is asked in one or the other. */
export const partsOf = (path: string, asked: Asked): { readonly query: string; readonly body: string | undefined } =>
	inBody.test(path) ? { query: '', body: JSON.stringify(asked) } : { query: queryText(asked), body: undefined };

const queryText = (asked: Asked): string => {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(asked)) {
		if (value !== undefined) query.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
	}
	return query.size === 0 ? '' : `?${query}`;
};
