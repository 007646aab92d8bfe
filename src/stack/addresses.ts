import { isLoopbackAddress } from './loopback.ts';
import type { Service } from './services.ts';
import { portOf, type StackEnv } from './stack-env.ts';

/** Where a service is reached from this machine, e.g. `http://127.0.0.1:3000`; `port` is one it was seen on. */
export const urlOf = ({ port }: Service, stackEnv: StackEnv, seen?: number): string => {
	const bind = stackEnv.values.get('AIXCL_BIND') ?? '127.0.0.1';
	const host = bind === '0.0.0.0' || isLoopbackAddress(bind) ? '127.0.0.1' : bind;
	return `http://${host}:${seen ?? portOf(stackEnv, port.variable)}`;
};
