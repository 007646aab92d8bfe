/** A place in a text: from a UTF-16 unit to one beyond it. */
export type Span = readonly [from: number, to: number];

/** What a search or a filter looks for. */
export type Pattern = {
	/** Whether it asks for the lines that do not have it. */
	readonly isInverse: boolean;
	/** Whether a text has all of it. */
	isIn(text: string): boolean;
	/** Where a text matches; nothing for a pattern that asks for what is not there. */
	spans(text: string): readonly Span[];
};

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

// Capitals are meant where they are typed.
const flagsFor = (text: string): string => (/\p{Lu}/u.test(text) ? 'gu' : 'giu');

/** The expressions that all have to match; throws a SyntaxError for one that is none. */
const expressionsOf = (text: string): readonly RegExp[] => {
	const [, body, ignoresCase] = /^\/(.+?)(?:\/(i?))?$/.exec(text) ?? [];
	if (body !== undefined) return [new RegExp(body, ignoresCase ? 'giu' : flagsFor(body))];
	return text
		.split(/\s+/)
		.filter(Boolean)
		.map(word => new RegExp(escaped(word), flagsFor(word)));
};

const spansOf = (expression: RegExp, text: string): Span[] => {
	const spans: Span[] = [];
	for (const match of text.matchAll(expression)) {
		if (match[0] === '') continue;
		spans.push([match.index, match.index + match[0].length]);
		if (spans.length === 100) break;
	}
	return spans;
};

const compile = (text: string): Pattern | undefined => {
	const isInverse = text.startsWith('!');
	const expressions = expressionsOf(isInverse ? text.slice(1).trim() : text);
	if (expressions.length === 0) return undefined;
	const hasAll = (line: string) => expressions.every(expression => line.search(expression) >= 0);
	return {
		isInverse,
		isIn: hasAll,
		spans: line =>
			isInverse ? [] : expressions.flatMap(expression => spansOf(expression, line)).sort((a, b) => a[0] - b[0]),
	};
};

const known = new Map<string, Pattern | undefined>();

/**
 * The pattern that a person typed: words that must all be there, or a regular expression between slashes; after `!`
 * lines that do not match. Undefined where it asks for nothing, or is no expression (see `mistakeIn`).
 */
export const patternOf = (text: string): Pattern | undefined => {
	if (known.has(text)) return known.get(text);
	if (known.size > 50) known.clear();
	let pattern: Pattern | undefined;
	try {
		pattern = compile(text.trim());
	} catch {
		pattern = undefined;
	}
	known.set(text, pattern);
	return pattern;
};

/** What is wrong with a pattern, as a sentence; undefined where nothing is. */
export const mistakeIn = (text: string): string | undefined => {
	try {
		compile(text.trim());
		return undefined;
	} catch {
		return 'That is no regular expression: write \\( \\[ \\. \\* for those characters themselves.';
	}
};
