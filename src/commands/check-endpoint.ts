import type { Config } from '../config/config.ts';
import { AixclError } from '../errors.ts';
import type { Invocation } from './command.ts';

/**
 * An engine address given by flag or file that makes no sense is wrong usage, told before anything is shown.
 * One in the environment is not ours to refuse: other programs read it, and the numbers need no engine.
 */
export const checkEndpoint = async (config: Config, env: Invocation['env']): Promise<void> => {
	const { kind } = config.origins.host;
	if (kind !== 'flag' && kind !== 'file') return;
	const [{ resolveEndpoint }, { EngineError }, { endpointSettings }] = await Promise.all([
		import('../engine/endpoint.ts'),
		import('../engine/engine-error.ts'),
		import('./endpoint-settings.ts'),
	]);
	try {
		await resolveEndpoint(endpointSettings(config, env));
	} catch (error) {
		if (!(error instanceof EngineError) || error.kind !== 'refused') return;
		throw new AixclError(error.message, { code: 'usage', ...(error.hint && { hint: error.hint }), cause: error });
	}
};
