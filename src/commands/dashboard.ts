import { loadConfig } from '../config/load-config.ts';
import { withoutCredentials } from '../config/parse-url.ts';
import { AixclError } from '../errors.ts';
import { dashboards } from '../stack/dashboards.ts';
import { clean } from '../text/clean.ts';
import { closest } from '../text/closest.ts';
import type { Run } from './command.ts';
import { showAddress } from './show-address.ts';
import { grafanaBase } from './stack-config.ts';
import { loadStackEnv } from './stack-env.ts';

const uids = dashboards.map(({ uid }) => uid);

const pathOf = (name: string | undefined): string => {
	if (name === undefined) return '/dashboards';
	if (uids.includes(name)) return `/d/${name}`;
	const near = closest(name, uids);
	throw new AixclError(`There is no dashboard "${clean(name, 40)}"`, {
		code: 'usage',
		hint: near ? `Did you mean ${near}?` : `There are ${uids.join(', ')}.`,
	});
};

/** Opens Grafana at a dashboard, or at the list of them, or says how to reach it. */
export const runDashboard: Run = async invocation => {
	const { flags, env, input } = invocation;
	const path = pathOf(input[0]);
	const config = await loadConfig({ flags, env });
	const base = withoutCredentials(grafanaBase(config, loadStackEnv(env)));
	await showAddress(`${base}${path}`, invocation);
	return 0;
};
