import { chmod, chown, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Child, createChild } from './child.ts';
import { freePort } from './free-port.ts';
import { cacheFolder, type Parts } from './parts.ts';
import { runProgram } from './run-program.ts';

/** A real sshd on the loopback address, and the settings and keys of a client that may log in. */
export type Sshd = {
	readonly child: Child;
	readonly port: number;
	/** The account that it runs as and lets in. */
	readonly user: string;
	/** Folder with a program `ssh`: the real one, with these settings in the place of the user's. */
	readonly programs: string;
	/** What the settings say beside what they need; takes effect with the next ssh. */
	readonly configure: (more: string) => Promise<void>;
	/** Makes the client know this key for the host `box`, or none: the host's own unless another is given. */
	readonly trust: (key?: string | undefined | 'none') => Promise<void>;
	readonly hostKey: string;
	/** What the client's key is good for from now on. */
	readonly letIn: (as: 'usual' | 'without forwarding' | 'nobody') => Promise<void>;
	/** Process ids of the ssh clients that run. */
	readonly clients: () => Promise<readonly number[]>;
};

const makeKey = (path: string) => runProgram('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', path]);

/**
 * Starts Debian's sshd by hand as PostgreSQL's account: without root it needs no account of its own, and it only lets
 * in the one it runs as. `programs` are put on the search path of those who log in.
 */
export async function startSshd(parts: Parts, scratch: string, programs: readonly string[]): Promise<Sshd> {
	const folder = join(scratch, 'sshd');
	const client = join(scratch, 'ssh');
	const port = await freePort();
	for (const each of [folder, client, join(folder, 'bin'), join(client, 'bin')]) await mkdir(each);
	for (const program of [join(cacheFolder(), 'bookworm', 'bin', 'sshd'), ...programs]) {
		const copy = join(folder, 'bin', program.split('/').at(-1)!);
		await copyFile(program, copy);
		await chmod(copy, 0o755);
	}
	const at = (name: string) => join(folder, name);
	await makeKey(at('host_key'));
	await makeKey(join(client, 'key'));
	const publicKey = await readFile(join(client, 'key.pub'), 'utf8');
	const hostKey = (await readFile(at('host_key.pub'), 'utf8')).trim();
	const config = [
		...[`Port ${port}`, 'ListenAddress 127.0.0.1', `HostKey ${at('host_key')}`, 'PidFile none', 'UsePAM no'],
		...[`AuthorizedKeysFile ${at('authorized_keys')}`, 'StrictModes no', 'PasswordAuthentication no'],
		...['KbdInteractiveAuthentication no', 'LogLevel ERROR', `SetEnv PATH=${at('bin')}:/usr/bin:/bin`],
	];
	await writeFile(at('sshd_config'), `${config.join('\n')}\n`);
	const letIn: Sshd['letIn'] = async as => {
		const options = as === 'without forwarding' ? 'no-port-forwarding ' : '';
		await writeFile(at('authorized_keys'), as === 'nobody' ? '' : `${options}${publicKey}`);
	};
	await letIn('usual');
	const { uid, gid } = parts.account;
	for (const path of ['.', 'host_key', 'sshd_config', 'authorized_keys']) await chown(at(path), uid, gid);

	const user = 'postgres';
	const knownHosts = join(client, 'known_hosts');
	const configure = async (more: string) => {
		const lines = [
			...['Host box', 'HostName 127.0.0.1', `Port ${port}`, `User ${user}`, `IdentityFile ${join(client, 'key')}`],
			...['IdentitiesOnly yes', 'IdentityAgent none', `UserKnownHostsFile ${knownHosts}`, 'GlobalKnownHostsFile none'],
			...['HostKeyAlias box', more],
		];
		await writeFile(join(client, 'config'), `${lines.join('\n')}\n`);
	};
	await configure('');
	const trust = async (key: string | undefined = hostKey) => {
		await writeFile(knownHosts, key === 'none' ? '' : `box ${key}\n`);
	};
	await trust();
	const wrapper = `#!/bin/sh\nexec /usr/bin/ssh -F ${join(client, 'config')} "$@"\n`;
	await writeFile(join(client, 'bin', 'ssh'), wrapper, { mode: 0o755 });

	const child = createChild({
		name: 'sshd',
		command: at('bin/sshd'),
		args: ['-D', '-e', '-f', at('sshd_config')],
		folder,
		account: parts.account,
		ready: async () =>
			(await runProgram(join(client, 'bin', 'ssh'), ['-o', 'BatchMode=yes', 'box', 'echo in'])) === 'in',
	});
	await child.start();
	return {
		...{ child, port, user, configure, trust, hostKey, letIn },
		programs: join(client, 'bin'),
		clients: async () => {
			const found = await runProgram('pgrep', ['-f', `^/usr/bin/ssh -F ${join(client, 'config')}`]).catch(() => '');
			return found.split('\n').filter(Boolean).map(Number);
		},
	};
}
