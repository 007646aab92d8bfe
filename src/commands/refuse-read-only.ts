import type { Config } from '../config/config.ts';
import { AixclError } from '../errors.ts';

/** Throws an AixclError where nothing may be changed. */
export const refuseReadOnly = ({ readOnly, origins }: Config): void => {
	if (!readOnly) return;
	throw new AixclError(`Read-only: nothing of the stack is changed (${origins.readOnly.name})`, {
		code: 'usage',
		hint: 'Run it without --read-only, AIXCL_READ_ONLY and "read-only" in the config file.',
	});
};
