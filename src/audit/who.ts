import { userInfo } from 'node:os';
import { clean } from '../text/clean.ts';
import type { AuditEntry } from './entry.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Who runs this, as the machine knows them; what the environment adds is what sudo and sshd left there. */
export const whoRuns = (env: Environment): Pick<AuditEntry, 'user' | 'sudoUser' | 'client'> => {
	const [address = ''] = (env.SSH_CLIENT || env.SSH_CONNECTION || '').split(' ', 1);
	return {
		user: clean(userName(), 64),
		sudoUser: env.SUDO_USER ? clean(env.SUDO_USER, 64) : undefined,
		client: address === '' ? undefined : clean(address, 64),
	};
};

const userName = (): string => {
	try {
		return userInfo().username;
	} catch {
		// A user without an entry, as in a container started with --user.
		return `uid ${process.getuid?.() ?? 'unknown'}`;
	}
};
