import { expect, test } from 'vitest';
import type { AuditEntry } from '../../../src/audit/entry.ts';
import { auditTable } from '../../../src/commands/audit/table.ts';
import { literal } from '../../../src/text/clean.ts';

const entry: AuditEntry = {
	deed: literal('abcdef'),
	at: Date.UTC(2026, 10, 25, 9, 5, 7),
	user: literal('root'),
	sudoUser: undefined,
	client: undefined,
	action: literal('restart'),
	detail: undefined,
	container: literal('ollama'),
	id: literal('0123456789abcdef'),
	endpoint: literal('unix:///var/run/docker.sock'),
	result: literal('ok'),
	message: undefined,
	seconds: 1.2,
};

test('in columns, newest last', () => {
	const failed: AuditEntry = {
		...entry,
		sudoUser: literal('jo'),
		client: literal('10.0.0.7'),
		action: literal('kill'),
		detail: literal('SIGTERM'),
		container: literal('模型'),
		id: undefined,
		result: literal('timeout'),
		message: literal('Whether it was killed is unknown'),
		seconds: 10,
	};
	expect(auditTable([entry, failed])).toEqual([
		'TIME                 WHO                       ACTION        CONTAINER  ID            TOOK  ENDPOINT                     RESULT',
		'2026-11-25 09:05:07  root                      restart       ollama     0123456789ab  1s    unix:///var/run/docker.sock  ok',
		'2026-11-25 09:05:07  jo as root from 10.0.0.7  kill SIGTERM  模型       –             10s   unix:///var/run/docker.sock  timeout: Whether it was killed is unknown',
	]);
});
