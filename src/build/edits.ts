import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

export type Edit = {
	readonly package: string;
	/** The file, as a pattern over its path. */
	readonly file: RegExp;
	readonly why: string;
	/** Each text must be found exactly once. */
	readonly replace: readonly (readonly [find: string, replacement: string])[];
};

const lazyRegex = (name: string, literal: string): readonly [string, string] => [
	`const ${name} = ${literal};`,
	`let ${name}Made; const ${name} = { exec: text => (${name}Made ??= ${literal}).exec(text), test: text => (${name}Made ??= ${literal}).test(text) };`,
];

const lazySegmenter = (name: string, made: string): readonly [string, string] => [
	`const ${name} = ${made};`,
	`let ${name}Made; const ${name} = { segment: text => (${name}Made ??= ${made}).segment(text) };`,
];

const lateSegmenter =
	'the tables that tell characters apart, 3 MiB, must not be loaded before there is a character that needs them';

const oneCellEach = String.raw`/[^\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u21ff\u2500-\u259f\u25a0-\u25cf\u2800-\u28ff]/`;

const edits: readonly Edit[] = [
	{
		package: 'yoga-layout',
		file: /[\\/]yoga-layout[\\/]dist[\\/]binaries[\\/]yoga-wasm-base64-esm\.js$/,
		why: 'the loader of the layout engine must not reach for the global fetch, which loads the whole HTTP client of Node',
		replace: [
			['"function"!=typeof fetch?c(b):fetch(', '!0?c(b):fetch('],
			['return w||"function"!=typeof fetch?Promise', 'return !0?Promise'],
		],
	},
	{
		package: 'string-width',
		file: /[\\/]string-width[\\/]index\.js$/,
		why: 'the table of emoji must not be built before one is met, nor for the characters that frames are made of',
		replace: [
			lazyRegex('emojiPrefixRegex', String.raw`/^(?:\p{RGI_Emoji}|\p{Regional_Indicator}{1,2}|[\d#*]\u{FE0F})/v`),
			lazySegmenter('segmenter', 'new Intl.Segmenter()'),
			[
				'	return nonAsciiOrControlRegex.test(string) ?',
				`	if (!${oneCellEach}.test(string)) return string.length;\n	return nonAsciiOrControlRegex.test(string) ?`,
			],
		],
	},
	{
		package: 'wrap-ansi',
		file: /[\\/]wrap-ansi[\\/]index\.js$/,
		why: lateSegmenter,
		replace: [lazySegmenter('segmenter', 'new Intl.Segmenter()')],
	},
	{
		package: 'slice-ansi',
		file: /[\\/]slice-ansi[\\/]tokenize-ansi\.js$/,
		why: lateSegmenter,
		replace: [lazySegmenter('GRAPHEME_SEGMENTER', "new Intl.Segmenter(undefined, {granularity: 'grapheme'})")],
	},
	{
		package: '@alcalzone/ansi-tokenize',
		file: /[\\/]ansi-tokenize[\\/]build[\\/]tokenize\.js$/,
		why: lateSegmenter,
		replace: [lazySegmenter('segmenter', 'new Intl.Segmenter(undefined, { granularity: "grapheme" })')],
	},
	{
		package: 'ink',
		file: /[\\/]ink[\\/]build[\\/]line-update\.js$/,
		why: lateSegmenter,
		replace: [lazySegmenter('segmenter', "new Intl.Segmenter(undefined, { granularity: 'grapheme' })")],
	},
	{
		package: 'ink',
		file: /[\\/]ink[\\/]build[\\/]input-parser\.js$/,
		why: 'pasted text must not become keys where an Esc comes just before it, nor where the mark of its beginning comes in two parts',
		replace: [
			[
				'        const parsedEscapeSequence = parseEscapeSequence(input, escapeIndex);',
				`        if (input[escapeIndex + 1] === escape && input.length > escapeIndex + 2 && pasteStart.startsWith(input.slice(escapeIndex + 1, escapeIndex + 1 + pasteStart.length))) {
            events.push(escape);
            index = escapeIndex + 1;
            continue;
        }
        const parsedEscapeSequence = parseEscapeSequence(input, escapeIndex);`,
			],
			[
				"!pending.startsWith(pasteStart) &&\n                pending !== '\\u{1B}[200');",
				'!pending.startsWith(pasteStart) && !(pending.length > 1 && pasteStart.startsWith(pending)));',
			],
			[
				"    let pending = '';\n    return {\n        push(chunk) {",
				`    let pending = '';
    let isBroken = false;
    return {
        push(chunk) {
            if (isBroken && (escape + chunk).startsWith(pasteStart)) chunk = escape + chunk;
            isBroken = false;`,
			],
			[
				'            const pendingEscape = pending;\n',
				'            const pendingEscape = pending;\n            isBroken = pending === escape;\n',
			],
		],
	},
	{
		package: 'axios',
		file: /[\\/]axios[\\/]lib[\\/]adapters[\\/]adapters\.js$/,
		why: 'requests go through node:http, and an adapter for the global fetch loads the whole HTTP client of Node beside it',
		replace: [[`import * as fetchAdapter from './fetch.js';`, 'const fetchAdapter = { getFetch: () => null };']],
	},
	{
		package: 'axios',
		file: /[\\/]axios[\\/]lib[\\/]utils\.js$/,
		why: 'no form is ever sent, and the global FormData belongs to that HTTP client too',
		replace: [[`typeof G.FormData !== 'undefined' ? G.FormData : undefined`, 'undefined']],
	},
	{
		package: 'meow',
		file: /[\\/]meow[\\/]build[\\/]dependencies\.js$/,
		why: 'the manifest is given to it and is right: nobody has to correct its licence, nor draw where its JSON is broken, and making the tables for that is a third of a start',
		replace: [
			['var libExports = requireLib$1();', 'const libExports = { codeFrameColumns: () => "" };'],
			[
				'var normalizeExports = requireNormalize();\nconst normalizePackageData = getDefaultExportFromCjs(normalizeExports);',
				'const normalizePackageData = () => {};',
			],
			['promisify(execFile);', ''],
		],
	},
	{
		package: 'prom-client',
		file: /[\\/]prom-client[\\/]index\.js$/,
		why: 'summaries, metrics of the process, push gateways and clusters are not used, and load TLS and compression: 17 MiB',
		replace: ['Summary', 'Pushgateway', 'collectDefaultMetrics', 'AggregatorRegistry'].map(name => [
			`exports.${name} = require(`,
			'void (',
		]),
	},
];

/** A text with one edit; throws, naming the file, when the text is not what the edit was made for. */
export const applied = (text: string, edit: Edit, path: string): string =>
	edit.replace.reduce((changed, [find, replacement]) => {
		const parts = changed.split(find);
		if (parts.length === 2) return parts.join(replacement);
		throw new Error(
			`${path} holds this text ${parts.length - 1} times instead of once: ${find}\nThe edit in src/build/edits.ts is there because ${edit.why}. Look at what changed in the package.`,
		);
	}, text);

/**
 * Changes a few lines of packages on their way into the bundle. The build fails where a line is no longer what it was, or
 * where a file is not met, unless its package is one that this bundle is meant to be without.
 */
export const editPackages = (without: readonly string[]): Plugin => ({
	name: 'edit-packages',
	setup(build) {
		const met = new Set<Edit>();
		for (const edit of edits) {
			build.onLoad({ filter: edit.file }, async ({ path }) => {
				met.add(edit);
				return { contents: applied(await readFile(path, 'utf8'), edit, path), loader: 'js' };
			});
		}
		build.onEnd(() => {
			const absent = edits
				.filter(edit => !met.has(edit) && !without.includes(edit.package))
				.map(edit => String(edit.file));
			if (absent.length === 0) return null;
			return { errors: [{ text: `no file in this bundle matches ${absent.join(', ')}: see src/build/edits.ts` }] };
		});
	},
});
