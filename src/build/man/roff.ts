const special: Readonly<Record<string, string>> = {
	'\\': '\\e',
	'-': '\\-',
	"'": '\\(aq',
	'"': '\\(dq',
	'`': '\\(ga',
	'^': '\\(ha',
	'~': '\\(ti',
};

const signOf = (sign: string): string =>
	special[sign] ?? `\\[u${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`;

/** A line of text as roff prints it, letter by letter; never taken for a request. */
export const escaped = (text: string): string =>
	text.replace(/[\\\-'"`^~]|[^\u0000-\u007f]/gu, signOf).replace(/^\./, '\\&.');

/** A request with its arguments, e.g. `.SH NAME`. */
export const request = (name: string, ...args: readonly string[]): string =>
	[`.${name}`, ...args.map(arg => (arg === '' || /\s/.test(arg) ? `"${escaped(arg)}"` : escaped(arg)))].join(' ');

/** Something in bold, and what it means, below each other. */
export const item = (tag: string, text: string): readonly string[] => ['.TP', request('B', tag), escaped(text)];

type Kind = 'blank' | 'table' | 'prose';

// What stands under a column or an indent was set by hand.
const kindOf = (line: string): Kind => (line === '' ? 'blank' : /^\s|\S {2,}\S/.test(line) ? 'table' : 'prose');

/** Lines written for a screen: prose is filled anew, tables are printed as they are. */
export const paragraphs = (lines: readonly string[]): readonly string[] => {
	const groups: { readonly kind: Kind; readonly lines: string[] }[] = [];
	for (const line of lines) {
		const kind = kindOf(line);
		const last = groups.at(-1);
		if (last?.kind === kind) last.lines.push(escaped(line));
		else groups.push({ kind, lines: [escaped(line)] });
	}
	return groups.flatMap(({ kind, lines: inside }) => {
		if (kind === 'blank') return [];
		return kind === 'prose' ? ['.PP', ...inside] : ['.PP', '.EX', ...inside, '.EE'];
	});
};
