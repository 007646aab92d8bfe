import type { Config } from '../../config/config.ts';
import type { Invocation } from '../command.ts';
import { healthStatus } from './health.ts';
import { readOnce } from './read-once.ts';
import { reportOf } from './report.ts';
import { snapshotText } from './text.ts';

/** Prints one snapshot, as text or as JSON. Resolves with the exit status that tells how the machine is. */
export const runOnce = async (
	config: Config,
	{ env, write }: Pick<Invocation, 'env' | 'write'>,
	{ isJson }: { readonly isJson: boolean },
): Promise<number> => {
	const findings = await readOnce(config, env, new AbortController().signal);
	await write(isJson ? `${JSON.stringify(reportOf(findings))}\n` : snapshotText(findings, { isAscii: config.ascii }));
	return healthStatus(findings);
};
