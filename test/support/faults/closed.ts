import type { Fault } from './fault.ts';

/** Nothing that listens is taken over: the proxy itself is gone. */
const nobody = { running: 'reset', take: () => undefined } as const;

/** A port on which nobody listens, or a socket that a killed server has left behind. */
export const refuses: Fault = { name: 'refuses', closes: 'refusing', ...nobody };

/** A socket that is not there. */
export const isAbsent: Fault = { name: 'is not there', closes: 'absent', ...nobody };
