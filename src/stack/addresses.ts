import type { Container } from '../engine/container.ts';
import { isLoopbackAddress } from './loopback.ts';
import type { Service } from './services.ts';
import { portOf, type StackEnv } from './stack-env.ts';

/** Where a service is reached from this machine, e.g. `http://127.0.0.1:3000`; `port` is one it was seen on. */
export const urlOf = ({ port }: Service, stackEnv: StackEnv, seen?: number): string => {
	const bind = stackEnv.values.get('AIXCL_BIND') ?? '127.0.0.1';
	const host = bind === '0.0.0.0' || isLoopbackAddress(bind) ? '127.0.0.1' : bind;
	return `http://${host}:${seen ?? portOf(stackEnv, port.variable)}`;
};

/** The port on which a container publishes a service: the one of the settings where it has several. */
export const seenPort = (
	service: Service,
	stackEnv: StackEnv,
	container: Container | undefined,
): number | undefined => {
	const wanted = portOf(stackEnv, service.port.variable);
	const published = container?.ports.flatMap(({ hostPort }) => (hostPort === undefined ? [] : [hostPort])) ?? [];
	return published.includes(wanted) ? wanted : published[0];
};
