import { inTime } from '../../text/in-time.ts';

/** A place in a text: from a UTF-16 unit to one beyond it. */
export type Span = readonly [from: number, to: number];

/** What a search or a filter looks for. */
export type Pattern = {
	/** Whether it asks for the lines that do not have it. */
	readonly isInverse: boolean;
	/** Which of some texts have all of it, which is quickest of many at once; undefined where that takes too long. */
	areIn(texts: readonly string[]): readonly boolean[] | undefined;
	/** Where a text matches; nothing for a pattern that asks for what is not there. */
	spans(text: string): readonly Span[];
	/** Whether it has once taken too long: nothing is looked at with it any more. */
	isTooSlow(): boolean;
};

/** What to say of a pattern that takes too long. */
export const tooSlow = 'This pattern takes too long on these lines: write it simpler.';

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

// Capitals are meant where they are typed.
const flagsFor = (text: string): string => (/\p{Lu}/u.test(text) ? 'gu' : 'giu');

type Expressions = {
	/** They all have to match. */
	readonly all: readonly RegExp[];
	/** Whether a person wrote them: only words are known to take no longer than a text is long. */
	readonly isFree: boolean;
};

/** Throws a SyntaxError for an expression that is none. */
const expressionsOf = (text: string): Expressions => {
	const [, body, ignoresCase] = /^\/(.+?)(?:\/(i?))?$/.exec(text) ?? [];
	if (body !== undefined) return { all: [new RegExp(body, ignoresCase ? 'giu' : flagsFor(body))], isFree: true };
	const words = text.split(/\s+/).filter(Boolean);
	return { all: words.map(word => new RegExp(escaped(word), flagsFor(word))), isFree: false };
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

// Of this much a pattern that does not try again and again takes a few milliseconds at most.
const atOnce = 32 * 1024;

/** The texts in parts, each of about as many characters as are looked at in one go. */
const partsOf = (texts: readonly string[]): readonly (readonly string[])[] => {
	const parts: string[][] = [];
	let size = atOnce;
	for (const text of texts) {
		if (size >= atOnce) {
			parts.push([]);
			size = 0;
		}
		parts.at(-1)!.push(text);
		size += text.length;
	}
	return parts;
};

const mostKept = 500;

/**
 * A pattern as `patternOf` takes it, which may look at a part of the lines for so many milliseconds; undefined where it
 * asks for nothing. Throws a SyntaxError for an expression that is none.
 */
export const createPattern = (text: string, patience = 50): Pattern | undefined => {
	const isInverse = text.startsWith('!');
	const { all, isFree } = expressionsOf(isInverse ? text.slice(1).trim() : text);
	if (all.length === 0) return undefined;
	let isTooSlow = false;
	const found = new Map<string, readonly Span[]>();

	/** Nothing that a person wrote can hold up the keys, as some expressions do on one short line. */
	const guarded = <T>(look: () => T): T | undefined => {
		if (!isFree) return look();
		if (isTooSlow) return undefined;
		// It is the wall's time: the machine may have been busy with something else, or have stood still.
		const done = inTime(look, patience) ?? inTime(look, patience * 2);
		isTooSlow = done === undefined;
		return done?.result;
	};

	const hasAll = (line: string) => all.every(expression => line.search(expression) >= 0);
	return {
		isInverse,
		areIn(texts) {
			const answers: boolean[] = [];
			for (const part of partsOf(texts)) {
				const some = guarded(() => part.map(hasAll));
				if (!some) return undefined;
				for (const answer of some) answers.push(answer);
			}
			return answers;
		},
		spans(line) {
			if (isInverse) return [];
			const known = found.get(line);
			if (known) return known;
			if (found.size >= mostKept) found.clear();
			const look = () => all.flatMap(expression => spansOf(expression, line)).sort((a, b) => a[0] - b[0]);
			const spans = guarded(look) ?? [];
			found.set(line, spans);
			return spans;
		},
		isTooSlow: () => isTooSlow,
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
		pattern = createPattern(text.trim());
	} catch {
		pattern = undefined;
	}
	known.set(text, pattern);
	return pattern;
};

/** What is wrong with a pattern, as a sentence; undefined where nothing is. */
export const mistakeIn = (text: string): string | undefined => {
	if (patternOf(text)?.isTooSlow()) return tooSlow;
	try {
		createPattern(text.trim());
		return undefined;
	} catch {
		return 'That is no regular expression: write \\( \\[ \\. \\* for those characters themselves.';
	}
};
