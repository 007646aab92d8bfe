import type { Config } from '../../config/config.ts';
import { AixclError, describeError } from '../../errors.ts';
import type { Invocation } from '../command.ts';
import { historyCsv } from './csv.ts';
import type { Findings } from './findings.ts';
import { healthStatus } from './health.ts';
import type { OnceRequest } from './once-request.ts';
import { readOnce } from './read-once.ts';
import { reportOf } from './report.ts';
import { snapshotText } from './text.ts';

const csvOf = ({ history, failures }: Findings): string => {
	if (history) return historyCsv(history);
	const { message, hint } = describeError(failures.find(({ source }) => source !== 'engine')?.error);
	throw new AixclError(message, { code: 'prometheus', ...(hint !== undefined && { hint }) });
};

/** Prints one snapshot, as text, as JSON, or its past as CSV. Resolves with the exit status that tells how the machine is. */
export const runOnce = async (
	config: Config,
	{ env, write }: Pick<Invocation, 'env' | 'write'>,
	request: OnceRequest,
): Promise<number> => {
	const findings = await readOnce({ config, env, request }, new AbortController().signal);
	if (request.format === 'csv') {
		await write(csvOf(findings));
		return 0;
	}
	const isJson = request.format === 'json';
	await write(isJson ? `${JSON.stringify(reportOf(findings))}\n` : snapshotText(findings, { isAscii: config.ascii }));
	return healthStatus(findings);
};
