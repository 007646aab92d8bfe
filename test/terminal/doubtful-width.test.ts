import { describe, expect, it } from 'vitest';
import { createFrame } from '../../src/terminal/frame.ts';
import { createLinks } from '../../src/terminal/links.ts';
import { createEmulator } from './emulator.ts';
import { createRandom } from './random.ts';

// The emulator takes several of these for narrower or wider than this program does, as terminals do.
const doubtful = ['😀', '👩‍🚀', '👨‍👩‍👧', '🇩🇪', '👍🏽', '⚠️', '❤️', '日', '①', '☂', 'ก็', 'நி', '\u1100\u1161', '🏽'];

describe('characters whose width terminals differ about', () => {
	it('never move or damage their neighbours, over thousands of changes', () => {
		const width = 40;
		const random = createRandom(7);
		const frame = createFrame({ columns: width, rows: 1 }, { hasColour: true, links: createLinks() });
		const emulator = createEmulator(width, 1);
		for (let count = 0; count < 4000; count++) {
			let line = '';
			while (line.length < 60) line += random.chance(0.2) ? random.pick(doubtful) : random.pick([...'abcdefgh 0123│']);
			frame.setBase([line]);
			emulator.write(frame.changes());
			const { chars } = frame.shown();
			const row = emulator.row(0).map(cell => cell.slice(0, cell.indexOf('|')));
			for (const [column, char] of chars.entries()) {
				if (/^[a-h0-3│]$/.test(char)) expect(row[column], `frame ${count}, column ${column}: ${line}`).toBe(char);
			}
		}
	});
});
