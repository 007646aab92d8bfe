import { loadConfig } from '../config/load-config.ts';
import { withoutCredentials } from '../config/parse-url.ts';
import type { Run } from './command.ts';
import { showAddress } from './show-address.ts';
import { prometheusUrl } from './stack-config.ts';
import { loadStackEnv } from './stack-env.ts';

/** Opens Prometheus, or says how to reach it. */
export const runMetrics: Run = async invocation => {
	const { flags, env } = invocation;
	const config = await loadConfig({ flags, env });
	await showAddress(withoutCredentials(prometheusUrl(config, loadStackEnv(env))), invocation);
	return 0;
};
