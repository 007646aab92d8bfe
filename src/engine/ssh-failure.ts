import { clean } from '../text/clean.ts';
import { EngineError } from './engine-error.ts';
import { type SshTarget, sshName } from './ssh-address.ts';

const byHand = ({ host, user, port }: SshTarget): string =>
	`ssh ${port === undefined ? '' : `-p ${port} `}${user === undefined ? host : `${user}@${host}`}`;

/** The last line of what ssh said that is no remark of ours or of a banner. */
export const lastLine = (said: string): string => {
	const lines = said.split(/\r?\n|\r/).filter(line => /\w/.test(line));
	return clean((lines.at(-1) ?? '').trim(), 200);
};

/** The sentence for an ssh that ended before, or while, it led to the engine. `said` is its standard error. */
export const explainSsh = (target: SshTarget, said: string, status: number | undefined): EngineError => {
	const name = sshName(target);
	const line = lastLine(said);
	const because = line === '' ? '' : `: ${line}`;
	const fail = (message: string, hint: string) => new EngineError(message, { kind: 'unreachable', hint });
	if (status === 127)
		return fail('ssh was not found on this machine', 'Install OpenSSH, or name the engine by another address.');
	if (/REMOTE HOST IDENTIFICATION HAS CHANGED/.test(said)) {
		return fail(
			`The host key of ${name} is not the one that ssh knows${because}`,
			`Find out why. If it is right, forget the old one with ssh-keygen -R, then connect once by hand: ${byHand(target)}`,
		);
	}
	if (/Host key verification failed/.test(said)) {
		return fail(
			`ssh does not know the host key of ${name}${because}`,
			`Connect once by hand, and compare the key before accepting it: ${byHand(target)}`,
		);
	}
	if (/Permission denied|Too many authentication failures|No supported authentication/.test(line)) {
		return fail(
			`${name} lets nobody in with these keys${because}`,
			`aixcl types no password: give ssh a key that needs none (ssh-add, or IdentityFile). Try it: ${byHand(target)}`,
		);
	}
	if (/Could not resolve hostname/.test(line))
		return fail(`The host of ssh to ${name} cannot be found${because}`, 'Check the name, or add it to ~/.ssh/config.');
	return fail(`ssh to ${name} failed${because}`, `Try it by hand: ${byHand(target)}`);
};

/** The sentence for a connection that ssh carried and the other machine did not take; undefined where ssh says nothing of it. */
export const explainForward = (target: SshTarget, said: string): EngineError | undefined => {
	// sshd gives the same answer whether there is no socket, whether its user may not use it, or whether it may not forward.
	if (!/open failed:/.test(lastLine(said))) return undefined;
	const name = sshName(target);
	return new EngineError(`ssh reaches ${name}, but not the container engine on ${target.socketPath} there`, {
		kind: 'unreachable',
		hint: `Start it, let that user use it (group docker), name another socket (ssh://${name}/path), or let sshd forward it (AllowStreamLocalForwarding).`,
	});
};
