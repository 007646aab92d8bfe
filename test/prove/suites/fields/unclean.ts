import { visible } from '../obeying/grammar.ts';

// Controls; what turns, hides or separates text; halves of pairs.
const forbidden =
	/[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Cs}/u;

/** Where in a value, its names of keys included, is text that is not clean; undefined where all is. */
export const uncleanIn = (value: unknown, path = ''): string | undefined => {
	if (typeof value === 'string') {
		const at = value.search(forbidden);
		return at < 0 ? undefined : `${path || 'it'} holds ${visible(value.slice(Math.max(0, at - 8), at + 16))}`;
	}
	if (typeof value !== 'object' || value === null) return undefined;
	const entries: readonly (readonly [unknown, unknown])[] =
		value instanceof Map
			? [...value]
			: value instanceof Error
				? [['message', value.message], ...Object.entries(value)]
				: Object.entries(value);
	for (const [name, item] of entries) {
		const found = uncleanIn(name, `a name in ${path}`) ?? uncleanIn(item, `${path}.${visible(String(name))}`);
		if (found !== undefined) return found;
	}
	return undefined;
};

/** The same of text that is printed: lines, their ends, and styles where they may be. */
export const uncleanText = (text: string, hasStyles = false): string | undefined =>
	uncleanIn((hasStyles ? text.replaceAll(/\u001b\[[0-9;]*m/g, '') : text).replaceAll('\n', ''), 'the text');
