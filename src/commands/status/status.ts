import { loadConfig } from '../../config/load-config.ts';
import type { Run } from '../command.ts';
import { openStack } from '../open-stack.ts';
import { lookAtStack, type ServiceStatus } from './look.ts';
import { statusReport } from './report.ts';
import { statusText } from './text.ts';

/**
 * Whether a service is as it should be. One that was never created was not wanted; one that starts is not dead; what is
 * no service of the registry may have done its work and ended.
 */
const isFine = ({ service, condition }: ServiceStatus): boolean =>
	condition === 'up' || condition === 'starting' || condition === 'absent' || (!service && condition === 'stopped');

/** 0 when every service that was created is well or starting, else 1; also when there is none. */
export const statusOf = (services: readonly ServiceStatus[]): 0 | 1 =>
	services.every(isFine) && services.some(({ condition }) => condition !== 'absent') ? 0 : 1;

/** Prints every service of the stack and what Prometheus says. Resolves with 0 when all is well, else 1. */
export const runStatus: Run = async invocation => {
	const { flags, env, write } = invocation;
	const config = await loadConfig({ flags, env });
	const stack = await openStack(config, invocation);
	try {
		const status = await lookAtStack(stack);
		const exit = statusOf(status.services);
		const now = Date.now();
		const isJson = flags.get('json') === 'true';
		await write(isJson ? `${JSON.stringify(statusReport(status, exit === 0, now))}\n` : statusText(status, now));
		return exit;
	} finally {
		stack.close();
	}
};
