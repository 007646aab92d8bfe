import { type AuditEntry, lineOf } from '../../audit/entry.ts';
import { readAudit } from '../../audit/read.ts';
import { AixclError } from '../../errors.ts';
import { auditFile } from '../../stack/paths.ts';
import { clean } from '../../text/clean.ts';
import type { Run } from '../command.ts';
import { auditTable } from './table.ts';

const usual = 50;

const parseCount = (text: string | undefined): number => {
	if (text === undefined) return usual;
	if (text === 'all') return Number.POSITIVE_INFINITY;
	if (/^\d{1,9}$/.test(text)) return Number(text);
	throw new AixclError(`--lines must be a number of lines, not "${clean(text, 40)}"`, {
		code: 'usage',
		hint: 'Write it like 200, or all.',
	});
};

const asJson = (entries: readonly AuditEntry[]) =>
	`${JSON.stringify({ schema: 1, entries: entries.map(entry => JSON.parse(lineOf(entry))) })}\n`;

/** Prints what was done to containers through aixcl, newest last. */
export const runAudit: Run = async ({ flags, env, write }) => {
	const entries = await readAudit(auditFile(env), parseCount(flags.get('lines')));
	if (flags.get('json') === 'true') await write(asJson(entries));
	else if (entries.length === 0) await write('No action has been recorded.\n');
	else await write(`${auditTable(entries).join('\n')}\n`);
	return 0;
};
