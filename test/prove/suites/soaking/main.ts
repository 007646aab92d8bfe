import { runScreen } from '../../../../src/commands/top/screen.ts';
import { loadConfig } from '../../../../src/config/load-config.ts';

/** `aixcl top` as it is, but for an interval that no setting allows: a day of refreshes passes in minutes. */
const config = await loadConfig({ flags: new Map(), env: process.env });
const interval = Number(process.env.AIXCL_SOAKING_INTERVAL);
const status = await runScreen({ ...config, interval }, process.env, async () => {}).catch((error: Error) => {
	process.stderr.write(`${error.stack}\n`);
	return 70;
});
process.exit(status);
