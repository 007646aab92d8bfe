import type { Shell } from '../../../pty/shell.ts';
import type { Random } from '../../../terminal/random.ts';

const down = (random: Random) => 'j'.repeat(random.below(10));

/** What a person looks at, by keys that are typed one after the other; each way leads back by `wayBack`. */
const visits: readonly ((random: Random) => readonly string[])[] = [
	random => [random.pick([...'123456789']), 'f'],
	random => ['4', down(random), '\r', ...'2345678'],
	random => ['4', down(random), 'l', 'f', random.pick([...'0123456']), 't', 't', 'w', 'w'],
	random => ['4', down(random), 'l', 'f', '/', 'warn\r', 'n', 'N', '\u001b'],
	random => ['4', down(random), 'l', 'f', '&', `line ${random.below(9)}\r`, 'v', 'v', 'v'],
	() => ['4', 'L', 'f', 'g', 'G'],
	() => ['A', '\r'],
	() => ['?', 'j', 'j', '?'],
	random => [...random.pick(['[', ']', '[]]', ']]['])],
	() => ['\u001b[D', '\u001b[D', '<', 'n', 'N', '>', '0'],
	() => ['d'],
	() => ['T', '-2h\r', '0'],
	() => ['/', 'container\r'],
	() => ['p', 'p'],
	() => ['s', 's', 'a', 'a', '.', '\u001b', 'c', '\u001b', 'i', '\u001b'],
	() => ['o', 'y'],
	() => ['9', 'f', 'm', 'm'],
	() => ['8', 'f'],
	() => ['5', 'f'],
];

export const visit = (random: Random): readonly string[] => random.pick(visits)(random);

/** Back to the overview as it was at first: live, over an hour, nothing filtered, the containers in focus. */
export const wayBack: readonly string[] = ['\u001b', '\u001b', '\u001b', '\u001b', '0', '[', '[', '[', '4', 'g'];

const sizes = [
	[120, 40],
	[80, 24],
	[200, 60],
	[60, 15],
	[20, 5],
	[132, 43],
] as const;

export const resize = (shell: Shell, random: Random): void => {
	const [columns, rows] = random.pick(sizes);
	shell.resize(columns, rows);
};
