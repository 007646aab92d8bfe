import { loadConfig } from '../../config/load-config.ts';
import { AixclError } from '../../errors.ts';
import { checkEndpoint } from '../check-endpoint.ts';
import type { Run } from '../command.ts';
import { prometheusAccess } from '../prometheus-access.ts';
import { withStackAddresses } from '../stack-config.ts';
import { loadStackEnv } from '../stack-env.ts';
import { asksForSnapshot, parseOnceRequest } from './once-request.ts';

/** Shows the screen; where none can be shown, or one snapshot is asked for, prints that and ends. */
export const runTop: Run = async invocation => {
	const { flags, env, terminal } = invocation;
	const config = withStackAddresses(await loadConfig({ flags, env }), () => loadStackEnv(env));
	await checkEndpoint(config, env);
	if (config.source !== 'local') prometheusAccess(config);
	if (asksForSnapshot(flags) || !terminal.output || env.TERM === 'dumb') {
		const { runOnce } = await import('./once.ts');
		return runOnce(config, invocation, parseOnceRequest(flags, Date.now()));
	}
	if (!terminal.input) {
		throw new AixclError('Standard input is not a terminal, so no key could be read', {
			code: 'terminal',
			hint: 'Run it from a terminal, or print one snapshot with aixcl top --once.',
		});
	}
	const { runScreen } = await import('./screen.ts');
	return runScreen(config, env, invocation.tell);
};
