import { expect, test } from 'vitest';
import { clean, literal } from '../../src/text/clean.ts';
import { seededRandom } from '../support/seeded-random.ts';

const hostile = {
	'7-bit colour': ['a\u001b[31mb', 'a␛b'],
	'7-bit colour with intermediates': ['a\u001b[1 qb', 'a␛b'],
	'8-bit colour': ['a\u009b31mb', 'a␛b'],
	'title, ended by BEL': ['a\u001b]0;owned\u0007b', 'a␛b'],
	'clipboard, ended by ST': ['a\u001b]52;c;cm0gLXJm\u001b\\b', 'a␛b'],
	link: ['\u001b]8;;http://evil/\u001b\\text\u001b]8;;\u001b\\', '␛text␛'],
	'8-bit OSC, ended by 8-bit ST': ['a\u009d0;owned\u009cb', 'a␛b'],
	'8-bit OSC, ended by 7-bit ST': ['a\u009d0;owned\u001b\\b', 'a␛b'],
	DCS: ['a\u001bP+q544e\u001b\\b', 'a␛b'],
	'APC, PM and SOS': ['\u001b_x\u001b\\\u001b^y\u001b\\\u001bXz\u001b\\', '␛␛␛'],
	reset: ['a\u001bcb', 'a␛b'],
	'character set': ['a\u001b(0b', 'a␛b'],
	'lone escape at the end': ['a\u001b', 'a␛'],
	'unfinished control sequence': ['a\u001b[31', 'a␛31'],
	'control inside a sequence': ['a\u001b[3\u0007m', 'a␛3␇m'],
	'string broken off by a new sequence': ['\u001b]0;x\u001b[31my', '␛␛y'],
	'string broken off by CAN': ['\u001b]0;x\u0018y', '␛␘y'],
	C0: ['a\u0000b\u0007c\bd\re\nf', 'a␀b␇c␈d␍e␊f'],
	tab: ['a\tb', 'a b'],
	DEL: ['a\u007fb', 'a␡b'],
	C1: ['a\u0085b\u0084c', 'a\ufffdb\ufffdc'],
	'bidi override': ['nginx\u202egnp', 'nginx<U+202E>gnp'],
	'bidi isolate': ['\u2066x\u2069', '<U+2066>x<U+2069>'],
	'zero width': ['a\u200bb\u2060c\ufeffd', 'a<U+200B>b<U+2060>c<U+FEFF>d'],
	tags: ['a\u{e0041}b', 'a<U+E0041>b'],
	'line separator': ['a\u2028b', 'a<U+2028>b'],
	annotation: ['a\ufff9b', 'a<U+FFF9>b'],
	filler: ['a\u3164b', 'a<U+3164>b'],
	'lone surrogate': ['a\ud800b', 'a\ufffdb'],
	'heap of marks': [`a${'\u0301'.repeat(50)}b`, `a${'\u0301'.repeat(4)}b`],
	'heap of marks and joiners': [`a${'\u0301\u200d'.repeat(50)}b`, `a${'\u0301\u200d'.repeat(2)}b`],
	'mark with nothing to lean on': ['\u0301a', '◌\u0301a'],
} as const;

for (const [what, [input, output]] of Object.entries(hostile)) {
	test(`neutralises: ${what}`, () => {
		expect(clean(input)).toBe(output);
	});
}

test('leaves honest text as it is', () => {
	for (const text of ['', 'open-webui', '日本語 ファイル', 'naïve café', '👩‍👩‍👧 ❤️ 🇩🇪', 'نص عربي', 'क्षि', '– … ▏']) {
		expect(clean(text)).toBe(text);
	}
});

test('an unterminated string swallows its line at most', () => {
	expect(clean('\u001b]0;never ended\nthe next line')).toBe('␛␊the next line');
});

test('an unterminated string swallows 4096 characters at most', () => {
	const text = clean(`\u001b]0;${'x'.repeat(5000)}`, 10_000);
	expect(text).toBe(`␛${'x'.repeat(5002 - 4096)}`);
});

test('looks at no more than it is asked to', () => {
	expect(clean('x'.repeat(100), 10)).toBe('x'.repeat(10));
	expect(clean('😀😀', 3)).toBe('😀\ufffd');
});

const alphabet = [
	...'aZ09;:?[]()\\^_PX#%mhlcHJ ',
	...'\u001b\u001b\u001b\u009b\u009d\u0090\u009c\u0007\n\r\t\b\u0000\u0018\u007f\u0085',
	...'\u202e\u200b\u200d\u0301\ufe0f😀é日\u{e0041}',
	'\ud83d',
	'\u001b[31m',
	'\u001b]52;c;',
];

test('whatever comes in, nothing that acts goes out, and cleaning twice is cleaning once', () => {
	const random = seededRandom(7);
	for (let round = 0; round < 20_000; round += 1) {
		const input = Array.from({ length: random(40) }, () => alphabet[random(alphabet.length)]).join('');
		const output = clean(input);
		expect(output, JSON.stringify(input)).not.toMatch(
			/[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]|\p{Cs}|[\p{M}\u200c\u200d]{5}/u,
		);
		expect(clean(output, output.length), JSON.stringify(input)).toBe(output);
	}
});

test('takes work in proportion to the length, whatever the text', () => {
	const units = ['\u001b]', '\u001b[', '\u001b[1;', '\u009b', '\u009d', '\u001b', '\u0301', '\u001b[ ', '1;'];
	for (const unit of units) {
		const text = `\u001b[${unit.repeat(2 ** 20 / unit.length)}`;
		// A quadratic pattern needs hours for this and runs into the deadline of the test.
		expect(clean(text, text.length).length).toBeGreaterThan(0);
	}
}, 30_000);

test('a literal stays as it is', () => {
	expect(literal('aixcl')).toBe('aixcl');
});
