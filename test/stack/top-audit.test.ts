import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readAudit } from '../../src/audit/read.ts';
import { auditFile } from '../../src/stack/paths.ts';
import { answerYes } from './answer-yes.ts';
import { describeRig } from './require-rig.ts';
import { selectContainer } from './top-selection.ts';
import { closeTops, envOf, openTop, type Top } from './top-terminal.ts';
import { waitUntil } from './wait-until.ts';

describeRig('what is done in aixcl top', rig => {
	let state: string;

	beforeEach(async () => {
		state = await mkdtemp(join(tmpdir(), 'aixcl-state-'));
	});

	afterEach(async () => {
		await closeTops();
		await rm(state, { recursive: true });
	});

	const startedAt = () => rig.docker('inspect', '--format', '{{.State.StartedAt}}', 'chatty');
	const path = () => auditFile({ XDG_STATE_HOME: state });

	const restart = async (): Promise<Top> => {
		const top = await openTop({ env: { ...envOf(rig), XDG_STATE_HOME: state } });
		await selectContainer(top, 'chatty');
		top.press('r');
		await top.see('the question', ({ text }) => text.includes('Restart chatty?'));
		await answerYes(top, 'Restart chatty?');
		return top;
	};

	it('is recorded', async () => {
		const top = await restart();
		await top.see('the notice', ({ footer }) => footer.includes('chatty restarted'));
		expect(await readAudit(path(), 10)).toMatchObject([
			{ action: 'restart', container: 'chatty', id: rig.containers.chatty, endpoint: rig.dockerHost, result: 'ok' },
		]);
		await top.leave();
	});

	it('is done all the same where it cannot be recorded, and that is told', async () => {
		await writeFile(join(state, 'elsewhere'), '');
		await symlink(join(state, 'elsewhere'), join(state, 'aixcl'));
		const before = await startedAt();
		const top = await restart();
		const { text } = await top.see('the dialog', screen => screen.text.includes('Not recorded') && screen);
		expect(text.replace(/\s+/g, ' ')).toContain('What is done is not recorded');
		await waitUntil(async () => (await startedAt()) > before, { what: 'the restart' });
		top.press('\u001b');
		await top.see('no dialog', screen => !screen.text.includes('Not recorded'));
		await top.leave();
	});
});
