import { loadConfig } from '../config/load-config.ts';
import { withLock } from '../stack/lock.ts';
import type { Run } from './command.ts';
import { openStack } from './open-stack.ts';
import { refuseReadOnly } from './refuse-read-only.ts';
import { checkServiceNames } from './service-names.ts';
import { createProgress } from './start/progress.ts';
import { stopServices } from './stop-services.ts';

/** Stops the stack, or some of its services; nothing is removed, and nothing of others is touched. */
export const runStop: Run = async invocation => {
	const { flags, env, input, write } = invocation;
	const names = checkServiceNames(input);
	const config = await loadConfig({ flags, env });
	refuseReadOnly(config);
	const stack = await openStack(config, invocation);
	try {
		const stopped = await withLock(stack.lockFile, 'stop', () =>
			stopServices(stack, names, createProgress(invocation)),
		);
		await write(
			stopped.length === 0
				? 'Nothing of the stack was running.\n'
				: 'Stopped. Data and settings are kept; aixcl start brings it back.\n',
		);
		return 0;
	} finally {
		stack.close();
	}
};
