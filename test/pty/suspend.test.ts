import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildFixture } from './fixture.ts';
import { closeShells, openShell } from './shell.ts';

let fixture: Awaited<ReturnType<typeof buildFixture>>;
beforeAll(async () => {
	fixture = await buildFixture();
});
afterAll(() => fixture.remove());
afterEach(closeShells);

describe('job control', () => {
	it('Ctrl-Z stops the whole job, and fg brings the screen back', async () => {
		const shell = await openShell({ cwd: fixture.folder });
		const before = await shell.ask('stty -g');
		shell.run('./aixcl');
		await shell.until(/pid \d+[\s\S]*tick \d+/);
		shell.type('\u001a');
		await shell.until(/Stopped[\s\S]*ready> $/m);
		expect(shell.modes()).toEqual({ alternate: false, cursor: true, paste: false });
		expect(await shell.ask('stty -g')).toBe(before);
		shell.run('fg');
		await shell.until(/pid \d+[\s\S]*tick \d+/);
		expect(shell.modes()).toEqual({ alternate: true, cursor: false, paste: true });
		shell.type('q');
		await shell.until(/ready> $/m);
		expect(await shell.ask('stty -g')).toBe(before);
	});

	it('SIGSTOP and SIGCONT from elsewhere bring the whole screen back', async () => {
		const shell = await openShell({ cwd: fixture.folder });
		shell.run('./aixcl');
		const [, pid, parent] = await shell.until(/pid (\d+) of (\d+)[\s\S]*tick \d+/);
		process.kill(-Number(parent), 'SIGSTOP');
		await shell.until(/Stopped/);
		shell.type('stty sane; printf "\\033[2J\\033[?1049l"\n');
		await expect.poll(() => shell.modes().alternate).toBe(false);
		shell.run('fg');
		await shell.until(/pid \d+[\s\S]*tick \d+/);
		expect(shell.modes()).toEqual({ alternate: true, cursor: false, paste: true });
		process.kill(Number(pid), 'SIGTERM');
		await shell.until(/ready> $/m);
		expect(shell.modes()).toEqual({ alternate: false, cursor: true, paste: false });
	});

	it('Ctrl-Z does nothing lasting where no shell could continue it', async () => {
		const shell = await openShell({ cwd: fixture.folder });
		shell.run('exec ./aixcl');
		await shell.until(/pid \d+[\s\S]*tick \d+/);
		shell.type('\u001a');
		shell.type('d');
		await shell.until(/dialog/);
		expect(shell.modes()).toEqual({ alternate: true, cursor: false, paste: true });
		shell.type('q');
	});
});
