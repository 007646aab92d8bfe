import { isLoopbackAddress } from './loopback.ts';
import type { Service } from './services.ts';
import { portOf, type StackEnv } from './stack-env.ts';

/** A warning of what others on the network can reach; absent where everything stays on this machine. */
export const exposureWarning = (services: readonly Service[], stackEnv: StackEnv): string | undefined => {
	const bind = stackEnv.values.get('AIXCL_BIND') ?? '127.0.0.1';
	if (isLoopbackAddress(bind)) return undefined;
	const reachable = services.map(({ title, port }) => `${title} (${portOf(stackEnv, port.variable)})`).join(', ');
	return `AIXCL_BIND=${bind}: other devices on the network can reach ${reachable}. Most of them ask for no password.`;
};
