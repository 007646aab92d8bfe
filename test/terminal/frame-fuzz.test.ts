import { describe, expect, it } from 'vitest';
import { createFrame } from '../../src/terminal/frame.ts';
import { createGrid } from '../../src/terminal/grid.ts';
import type { CanvasPlace, OverlayPlace, Rect } from '../../src/terminal/layers.ts';
import { createLinks } from '../../src/terminal/links.ts';
import { createEmulator } from './emulator.ts';
import { createRandom, type Random } from './random.ts';

/** A picture as this test thinks of it: what stands in each cell, '' where a wide character goes on, and its SGR codes. */
type Picture = { readonly chars: string[][]; readonly styles: string[][] };

// What both this program and the emulator agree on, so that a naive drawing is right too.
const alphabets = [
	'abc xyz 0123',
	'          ',
	'│─╭╮█▏⣿⡀●▲…–',
	['日', '本', '한', 'Ａ', 'x', ' '],
	['é', 'e\u0301', 'ж', 'o\u0308\u0323', '␛'],
];
const styles = [
	'',
	'',
	'',
	'1',
	'2',
	'7',
	'31',
	'1;92',
	'44',
	'38;5;208',
	'48;2;10;20;30',
	'4;38;2;1;2;3',
	'9',
	'3;100',
];

const wide = /^[日本한Ａ]$/;

const fill = (picture: Picture, rect: Rect, random: Random) => {
	for (let y = rect.y; y < rect.y + rect.height; y++) {
		let alphabet = random.pick(alphabets);
		let style = '';
		for (let x = rect.x; x < rect.x + rect.width; ) {
			if (random.chance(0.2)) style = random.pick(styles);
			if (random.chance(0.2)) alphabet = random.pick(alphabets);
			const char = random.pick([...alphabet]);
			const width = wide.test(char) ? 2 : 1;
			if (x + width > rect.x + rect.width) {
				picture.chars[y]![x] = ' ';
				picture.styles[y]![x] = style;
				break;
			}
			for (let column = 0; column < width; column++) {
				picture.chars[y]![x + column] = column === 0 ? char : '';
				picture.styles[y]![x + column] = style;
			}
			x += width;
		}
	}
};

const blankPicture = (width: number, height: number): Picture => ({
	chars: Array.from({ length: height }, () => new Array<string>(width).fill(' ')),
	styles: Array.from({ length: height }, () => new Array<string>(width).fill('')),
});

const linesOf = ({ chars, styles: all }: Picture, rect: Rect): string[] =>
	Array.from({ length: rect.height }, (_, row) => {
		let line = '';
		for (let x = rect.x; x < rect.x + rect.width; x++) {
			const char = chars[rect.y + row]![x]!;
			if (char !== '') line += `\u001b[0;${all[rect.y + row]![x]}m${char}`;
		}
		return `${line}\u001b[0m`;
	});

const paste = (from: Picture, to: Picture, rect: Rect) => {
	for (let y = rect.y; y < rect.y + rect.height; y++) {
		for (let x = rect.x; x < rect.x + rect.width; x++) {
			to.chars[y]![x] = from.chars[y]![x]!;
			to.styles[y]![x] = from.styles[y]![x]!;
		}
	}
};

const mend = ({ chars }: Picture) => {
	for (const row of chars) {
		for (let x = 0; x < row.length; x++) {
			if (wide.test(row[x]!)) {
				if (row[x + 1] === '') x++;
				else row[x] = ' ';
			} else if (row[x] === '') row[x] = ' ';
		}
	}
};

const naive = (picture: Picture, width: number) =>
	`\u001b[0m\u001b[2J${linesOf(picture, { x: 0, y: 0, width, height: picture.chars.length })
		.map((line, row) => `\u001b[${row + 1}H${line}`)
		.join('')}`;

const randomRect = (random: Random, width: number, height: number): Rect => {
	const x = random.below(width - 2);
	const y = random.below(height - 1);
	return { x, y, width: 1 + random.below(width - x), height: 1 + random.below(height - y) };
};

const runs = [
	{ seed: 1, width: 40, height: 10, frames: 800 },
	{ seed: 2, width: 17, height: 5, frames: 1200 },
	{ seed: 3, width: 3, height: 2, frames: 500 },
	{ seed: 4, width: 120, height: 20, frames: 200 },
];

describe.each(runs)('random frames of $width x $height', ({ seed, width, height, frames }) => {
	it('look on a terminal, drawn by their changes, as they look drawn whole', () => {
		const random = createRandom(seed);
		const links = createLinks();
		const frame = createFrame({ columns: width, rows: height }, { hasColour: true, links });
		const actual = createEmulator(width, height);
		const expected = createEmulator(width, height);

		const content = blankPicture(width, height);
		const above = blankPicture(width, height);
		let aboveShown = above;
		const canvas: CanvasPlace = {
			measure: () => ({ x: 0, y: 0, width, height }),
			draw: () => linesOf(content, { x: 0, y: 0, width, height }),
			overlay: undefined,
			rect: { x: 0, y: 0, width: 0, height: 0 },
			grid: createGrid(0, 0),
			lines: [],
			isDirty: true,
		};
		frame.addCanvas(canvas);
		let overlay: { readonly place: OverlayPlace; readonly inside: CanvasPlace } | undefined;

		for (let count = 0; count < frames; count++) {
			for (let change = random.below(4); change > 0; change--) fill(content, randomRect(random, width, height), random);
			canvas.isDirty = true;
			if (random.chance(0.15)) {
				if (overlay) {
					frame.removeOverlay(overlay.place);
					frame.removeCanvas(overlay.inside);
					overlay = undefined;
				} else {
					const rect = randomRect(random, width, height);
					const layer = { level: 1 };
					const inside = {
						...canvas,
						grid: createGrid(0, 0),
						overlay: layer,
						measure: () => rect,
						draw: () => linesOf(aboveShown, rect),
					};
					overlay = { place: { overlay: layer, measure: () => rect, rect }, inside };
					frame.addOverlay(overlay.place);
					frame.addCanvas(inside);
				}
			}
			const picture = blankPicture(width, height);
			paste(content, picture, { x: 0, y: 0, width, height });
			if (overlay) {
				const rect = overlay.place.measure();
				if (random.chance(0.5)) fill(above, rect, random);
				overlay.inside.isDirty = true;
				aboveShown = blankPicture(width, height);
				paste(above, aboveShown, rect);
				mend(aboveShown);
				paste(aboveShown, picture, rect);
			}
			mend(content);
			mend(picture);
			if (random.chance(0.02)) {
				frame.forget();
				actual.write('\u001b[3;2Hsomeone else\u001b[0m');
			}
			actual.write(frame.changes());
			expected.write(naive(picture, width));
			for (let row = 0; row < height; row++)
				expect(actual.row(row), `frame ${count}, row ${row}`).toEqual(expected.row(row));
		}
	});
});
