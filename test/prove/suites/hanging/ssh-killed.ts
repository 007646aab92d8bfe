import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { descendants, isRunning, openShell } from '../../../pty/shell.ts';
import { findParts } from '../../../stack/parts.ts';
import { makeScratch, removeScratch } from '../../../stack/scratch.ts';
import { startSshd } from '../../../stack/sshd.ts';
import { waitUntil } from '../../../stack/wait-until.ts';
import { allGone, topLine, wholeScreen } from '../ending/app.ts';
import type { Kind } from './kind.ts';

// An sshd that is not root cannot give a terminal to this group, as it wants to, unless it is of the group already.
const groupOfTerminals = () => Number(/^tty:[^:]*:(\d+)/m.exec(readFileSync('/etc/group', 'utf8'))?.[1]);

/** `top` at the other end of a real ssh; undefined where this machine has no sshd to start. */
export const openSsh = async (): Promise<{ readonly kind: Kind; close(): Promise<void> } | undefined> => {
	const { parts } = findParts();
	if (!parts) return undefined;
	const scratch = await makeScratch();
	const account = { ...parts.account, gid: groupOfTerminals() || parts.account.gid };
	const sshd = await startSshd({ ...parts, account }, scratch, []);
	const served = () => descendants(sshd.child.pid()!).map(({ pid, file }) => ({ pid, name: basename(file) }));
	return {
		async close() {
			await sshd.child.stop();
			await removeScratch(scratch);
		},
		kind: {
			name: 'the ssh client killed',
			unit: 'ms',
			async run({ home, isMeasured }) {
				const shell = await openShell({ cwd: home, columns: 120, rows: 40 });
				try {
					const remote = topLine('LANG=C.UTF-8').replaceAll("'", '');
					shell.run(`PATH=${sshd.programs}:$PATH ssh -tt box '${remote}'`);
					await shell.until(wholeScreen, 30_000);
					const left = served().map(({ pid }) => pid);
					if (!served().some(({ name }) => name === 'node')) throw new Error('node does not run behind sshd');
					const client = descendants(shell.pid).find(({ file }) => basename(file) === 'ssh');
					const began = performance.now();
					process.kill(client!.pid, 'SIGKILL');
					await allGone(left);
					const took = performance.now() - began;
					if (isMeasured && took > 2000) throw new Error(`it took ${Math.round(took)} ms to end`);
					await waitUntil(() => !isRunning(client!.pid), { what: 'ssh to end' });
					return took;
				} finally {
					shell.close();
				}
			},
		},
	};
};
