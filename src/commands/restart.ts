import { loadConfig } from '../config/load-config.ts';
import { withLock } from '../stack/lock.ts';
import { membersIn } from '../stack/members.ts';
import type { Run } from './command.ts';
import { openStack } from './open-stack.ts';
import { refuseReadOnly } from './refuse-read-only.ts';
import { checkServiceNames } from './service-names.ts';
import { planStart } from './start/plan.ts';
import { createProgress } from './start/progress.ts';
import { startPlanned } from './start/start.ts';
import { stopServices } from './stop-services.ts';

/**
 * Stops and starts the stack, or some services. All checks are made first, so that nothing is stopped which could not be
 * started again; settings that have changed take effect.
 */
export const runRestart: Run = async invocation => {
	const { flags, env, input } = invocation;
	const typed = checkServiceNames(input);
	const config = await loadConfig({ flags, env });
	refuseReadOnly(config);
	const stack = await openStack(config, invocation);
	try {
		return await withLock(stack.lockFile, 'restart', async () => {
			// Without names, what is there comes back, with a profile that it was started with.
			const members = membersIn(await stack.list()).filter(({ container }) => container !== undefined);
			const named = typed.length > 0 ? typed : members.map(({ service }) => service.name);
			const plan = await planStart(stack, { named, profile: flags.get('profile') });
			await stopServices(stack, named, createProgress(invocation));
			return startPlanned(stack, plan, invocation);
		});
	} finally {
		stack.close();
	}
};
