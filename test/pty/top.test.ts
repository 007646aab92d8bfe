import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closeShells, openShell, type Shell } from './shell.ts';

const command = fileURLToPath(new URL('../../dist/aixcl', import.meta.url));

beforeAll(() => {
	if (!existsSync(command)) throw new Error('There is no dist/aixcl: npm test builds it first, as npm run build does.');
});
afterEach(closeShells);

const start = async (): Promise<Shell> => {
	const shell = await openShell({ cwd: tmpdir(), columns: 120, rows: 40 });
	shell.run(`DOCKER_HOST=unix:///nowhere/docker.sock '${command}' top --source local`);
	await shell.until(/CPU \d[\s\S]*q quit/);
	return shell;
};

/** The different widths of rows that begin and end with a corner of a panel. */
const panelWidths = ({ text }: Shell) => [
	...new Set(
		text()
			.split('\n')
			.map(line => line.trimEnd())
			.filter(line => line.startsWith('╭'))
			.map(line => (line.endsWith('╮') ? line.length : 0)),
	),
];

describe('aixcl top', () => {
	it('follows the size of the terminal', async () => {
		const shell = await start();
		for (const [columns, rows] of [
			[80, 24],
			[140, 50],
			[60, 15],
			[120, 40],
		] as const) {
			shell.resize(columns, rows);
			await expect.poll(() => panelWidths(shell)).toEqual([columns]);
			await shell.until(/\? help/);
		}
		shell.type('?');
		await shell.until(/repaint/);
		shell.type('q');
	});
});
