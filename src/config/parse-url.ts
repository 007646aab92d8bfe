import { AixclError } from '../errors.ts';
import { clean } from '../text/clean.ts';

/** A URL without user, password and query, for people to read; what is no URL loses all that stands before its last `@`. */
export const withoutCredentials = (text: string): string => {
	const url = URL.parse(text);
	if (!url?.host) return text.replace(/^.*@/s, '…@');
	url.username = '';
	url.password = '';
	url.search = '';
	url.hash = '';
	return url.href.replace(/\/$/, '');
};

/**
 * Takes an absolute http or https URL, and gives it without a trailing slash, query or fragment. What is none is told how to
 * write it by an example. User and password are kept; no error ever repeats them.
 */
export const parseUrlLike =
	(example: string) =>
	(text: string, label: string): string => {
		const fail = (reason: string) =>
			new AixclError(`${label} ${reason}, not "${clean(withoutCredentials(text), 80)}"`, {
				code: 'usage',
				hint: `Write it like ${example}, with http or https in front.`,
			});
		if (!URL.canParse(text)) throw fail('must be a URL');
		const url = new URL(text);
		if (url.protocol !== 'http:' && url.protocol !== 'https:') throw fail('must be an http or https URL');
		if (url.search || url.hash) throw fail('must be a URL without a query');
		return url.href.replace(/\/+$/, '');
	};
