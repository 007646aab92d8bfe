import { strictEqual } from 'node:assert/strict';
import type { Shell } from '../../../pty/shell.ts';
import { waitUntil } from '../../../stack/wait-until.ts';
import { pause } from './process-figures.ts';

// Clocks and ages go on while the rest is frozen, and move the blanks beside them.
const still = (shell: Shell) => shell.text().replaceAll(/[\d ]+/g, ' ');

const quiet = (shell: Shell) =>
	waitUntil(
		async () => {
			const before = shell.raw().length;
			await pause(250);
			return shell.raw().length - before < 200;
		},
		{ what: 'the screen to come to rest', why: shell.text },
	);

/** Fails unless what the terminal shows, by changes alone, is what it shows once all is drawn again. */
export const expectWhole = async (shell: Shell): Promise<void> => {
	shell.type('p');
	await shell.until(/FROZEN/i);
	await quiet(shell);
	const byChanges = still(shell);
	const before = shell.raw().length;
	shell.type('\f');
	await waitUntil(() => shell.raw().length - before > 1000, { what: 'the screen to be drawn again', why: shell.text });
	await quiet(shell);
	strictEqual(byChanges, still(shell));
};
