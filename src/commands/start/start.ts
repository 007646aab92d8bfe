import { loadConfig } from '../../config/load-config.ts';
import { parseInterval } from '../../config/parse-interval.ts';
import { urlOf } from '../../stack/addresses.ts';
import { withLock } from '../../stack/lock.ts';
import { clean } from '../../text/clean.ts';
import type { Invocation, Run } from '../command.ts';
import { openStack, type Stack } from '../open-stack.ts';
import { refuseReadOnly } from '../refuse-read-only.ts';
import { checkServiceNames } from '../service-names.ts';
import { bringUp } from './bring-up.ts';
import { type Plan, planStart } from './plan.ts';
import { createProgress } from './progress.ts';
import { whyNot } from './why-not.ts';

const patience = 600;

const addresses = ({ services }: Plan, { stackEnv }: Stack): string =>
	services
		.filter(({ hasPage }) => hasPage)
		.map(service => `  ${service.title.padEnd(13)}${urlOf(service, stackEnv)}\n`)
		.join('');

/** Checks, starts and waits, once the lock is held. Resolves with the exit status. */
export const startPlanned = async (stack: Stack, plan: Plan, invocation: Invocation): Promise<number> => {
	const { flags, terminal, write, tell } = invocation;
	const timeout = flags.get('timeout');
	const seconds = timeout === undefined ? patience : parseInterval(timeout, '--timeout');
	const progress = createProgress(invocation);
	for (const warning of plan.warnings) await progress.line(clean(`Warning: ${warning}`));
	const { name, version } = plan.compose.program;
	const overlays = plan.overlays.length > 0 ? ` for ${plan.overlays.join(', ')}` : '';
	await progress.line(clean(`Starting with ${name} ${version}${overlays}`));
	const laggards = await bringUp({ stack, plan, progress, terminal, seconds });
	if (laggards.length > 0) {
		for (const laggard of laggards) await tell(`${(await whyNot(stack.engine, laggard)).join('\n')}\n`);
		await tell('Not everything is up: aixcl doctor says what to do next, aixcl logs SERVICE shows more.\n');
		return 1;
	}
	await write(`Everything is up.\n${addresses(plan, stack)}Watch it with aixcl top.\n`);
	return 0;
};

/** Starts the stack, or some services and what they need; resolves with 0 when all of them are healthy, else 1. */
export const runStart: Run = async invocation => {
	const { flags, env, input } = invocation;
	const named = checkServiceNames(input);
	const config = await loadConfig({ flags, env });
	refuseReadOnly(config);
	const stack = await openStack(config, invocation);
	try {
		return await withLock(stack.lockFile, 'start', async () =>
			startPlanned(stack, await planStart(stack, { named, profile: flags.get('profile') }), invocation),
		);
	} finally {
		stack.close();
	}
};
