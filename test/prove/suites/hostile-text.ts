import type { Random } from '../../terminal/random.ts';

const introducers = ['\u001b[', '\u001b]', '\u001bP', '\u001bX', '\u001b^', '\u001b_', '\u009b', '\u009d', '\u0090'];
const ends = ['m', 'H', 'J', 'K', 'n', 'c', 'h', 't', 'q', '\u0007', '\u001b\\', '\u009c', '\u0018', '\n'];
/** Sequences that act on a terminal. */
export const whole = [
	...[
		'\u001b]0;owned\u0007',
		'\u001b]2;owned\u001b\\',
		'\u001b]52;c;b3duZWQ=\u0007',
		'\u001b]8;;http://evil.example/\u001b\\',
	],
	...['\u001b[6n', '\u001b[c', '\u001b[>c', '\u001b[5n', '\u001b[20t', '\u001b[21t', '\u001b[?1000h', '\u001b[?1049l'],
	...[
		'\u001bc',
		'\u001b[!p',
		'\u001b(0',
		'\u001b#8',
		'\u001b[2J\u001b[H',
		'\u001b[31m',
		'\u001b[8m',
		'\u001b[38;2;1;2;3m',
	],
	...[
		'\u001bP+q544e\u001b\\',
		'\u001bP$qm\u001b\\',
		'\u001b[?2004l',
		'\u001b[?25h',
		'\u001b[1;5r',
		'\u001b[3g',
		'\u001bZ',
	],
	...[
		'\u001b]4;1;?\u0007',
		'\u001b]10;?\u0007',
		'\u001b[?6n',
		'\u001b[4h',
		'\u001b[18t',
		'\u000e',
		'\u001b[3J',
		'\u001b[b',
	],
];
/** Characters that hide, turn, join or separate text, and such as other programs take for more than text. */
export const odd = [
	...'\u0000\u0005\u0007\b\t\n\u000b\f\r\u000e\u000f\u0018\u001a\u001b\u007f\u0084\u0085\u008d\u009c\u00ad',
	...'\u061c\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202e\u2060\u2066\u2069\ufeff\ufff9\u3164\u0301\u0489\ufe0f',
	...['\ud800', '\udfff', '\u{e0041}', '\u{1d173}', '👩‍👩‍👧', '🇩🇪', '日', 'ﷺ', 'é', '<', '`$(id)`', '%s', '../'],
];
const plain = [...'aZ09;:?[]()\\^_ #"{}=,.-'];

const anyCodePoint = (random: Random) => String.fromCodePoint(random.below(random.chance(0.5) ? 0x3000 : 0x11_0000));

const part = (random: Random): string => {
	const kind = random.below(8);
	if (kind === 0) return random.pick(whole);
	if (kind === 1) return random.pick(introducers) + random.pick(plain) + random.pick(ends);
	if (kind === 2) return random.pick(introducers);
	if (kind === 3) return random.pick(ends);
	if (kind === 4) return random.pick(odd);
	if (kind === 5) return anyCodePoint(random);
	return random.pick(plain);
};

/** A text of up to so many parts: whole and broken sequences, controls, what hides or turns text, and plain letters. */
export const hostileText = (random: Random, parts: number): string => {
	let text = '';
	for (let left = random.below(parts + 1); left > 0; left--) text += part(random);
	return text;
};
