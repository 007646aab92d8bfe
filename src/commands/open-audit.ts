import { type Audit, createAudit } from '../audit/audit.ts';
import { auditFile } from '../stack/paths.ts';
import type { Clean } from '../text/clean.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const hint = 'Make the folder writable for you, or set XDG_STATE_HOME to one that is.';

/** The record of what is done through this run; `warn` is told once where it cannot be kept, and what to do. */
export const openAudit = (env: Environment, warn: (sentence: Clean, hint: string) => void): Audit =>
	createAudit({ path: auditFile(env), env, warn: sentence => warn(sentence, hint) });

/** Says on standard error, which nobody waits for, that nothing is recorded. */
export const warnOnStandardError = (tell: (text: string) => Promise<boolean>) => (sentence: Clean, todo: string) =>
	void tell(`aixcl: ${sentence}\n       ${todo}\n`).catch(() => {});
