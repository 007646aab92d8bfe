import { keymap } from '../../../../src/ui/keymap.ts';
import type { Random } from '../../../terminal/random.ts';

const special: Readonly<Record<string, string>> = {
	up: '\u001b[A',
	down: '\u001b[B',
	right: '\u001b[C',
	left: '\u001b[D',
	home: '\u001b[H',
	end: '\u001b[F',
	pgup: '\u001b[5~',
	pgdn: '\u001b[6~',
	f1: '\u001bOP',
	'shift+tab': '\u001b[Z',
	enter: '\r',
	tab: '\t',
	space: ' ',
	esc: '\u001b',
};

/** What a terminal sends for a key, by its name in the keymap. */
export const bytesOf = (key: string): string => {
	if (special[key] !== undefined) return special[key];
	if (key.startsWith('ctrl+')) return String.fromCharCode(key.charCodeAt(5) - 96);
	return key;
};

// These leave the screen or stop it for good; they are typed seldom, since every one costs a start.
const leaving = new Set(['q', 'ctrl+c', 'ctrl+z']);
const keys = [...new Set(keymap.flatMap(({ keys: each }) => each as readonly string[]))];
const staying = keys.filter(key => !leaving.has(key)).map(bytesOf);
const changing = [...'rSesnykKDdpy.\r', ' ', '4', '9', 'f'];
const words = ['r', 'ry', 'y\n', 'S\ny\n', '.r', '.D', 'container-1\n', 'yes\n', '\u001b[Ay\r', 'unload', 'e'];

const number = (random: Random, limit: number) => String(random.below(limit) + 1);

// A paste always ends here: one that does not would take in all that follows, and nothing would be tried.
const paste = (random: Random) =>
	`\u001b[200~${Array.from({ length: 1 + random.below(4) }, () => random.pick(words)).join('')}\u001b[201~`;

const mouse = (random: Random) =>
	`\u001b[<${random.below(70)};${number(random, 120)};${number(random, 40)}${random.pick(['M', 'm'])}`;

const replies = [
	'\u001b[?62;22c',
	'\u001b[24;80R',
	'\u001b[I',
	'\u001b[O',
	'\u001b]52;c;eQ==\u0007',
	'\u001bP1$r0m\u001b\\',
];

/** One random input: a key, a paste, a report of the mouse, what a terminal answers, or any sign. */
export const randomInput = (random: Random): string => {
	const dice = random.below(1000);
	if (dice < 3) return bytesOf(random.pick([...leaving]));
	if (dice < 60) return paste(random);
	if (dice < 110) return mouse(random);
	if (dice < 130) return random.pick(replies);
	if (dice < 200) return String.fromCharCode(32 + random.below(95)).replace('q', 'w');
	if (dice < 210) return random.pick(['é', '漢', '🙂', '\u0000', '\u009b', '\u007f']);
	if (dice < 600) return random.pick(changing);
	return random.pick(staying);
};

/** Ways to a change as a person would go, from the overview on; after each part one has to wait until a question counts. */
export const waysToChange: readonly (readonly string[])[] = [
	['e'],
	['G', '.', 'D', 'container-11', '\r'],
	['jr', 'y'],
	['9f', '\r', '\r', 'y'],
	['jjS', '\t', '\r'],
	['jjj.', 'r', 'y'],
	['jjjj.', 'S', 'y'],
	['jjjjj.', 'p', 'y'],
	['jjjjjj.', 'K', '\r', 'y'],
	['jjjjjjj.', 'e'],
	['9f.', '\u001b[B', '\r', 'y'],
	[' j r', 'y'],
];

/** Leads to the overview, live, with the containers' first row chosen; each part needs a moment. */
export const wayBack: readonly string[] = ['\u001b', '\u001b', '\u001b', '\u001b', '04g'];
