import { expect, test } from 'vitest';
import type { Audit, Deed, Outcome } from '../../src/audit/audit.ts';
import { withAudit } from '../../src/audit/audited-engine.ts';
import { EngineError } from '../../src/engine/engine-error.ts';
import { madeContainers } from '../support/made-model.ts';
import { objectEngine } from '../support/object-engine.ts';

const { id, name } = madeContainers[2]!;
const { signal } = new AbortController();

type Recorded = Deed & { outcome?: Outcome };

const ready = async () => {
	const engine = objectEngine(madeContainers);
	const deeds: Recorded[] = [];
	const audit: Audit = {
		begin(deed) {
			const recorded: Recorded = { ...deed };
			deeds.push(recorded);
			return async outcome => {
				recorded.outcome = outcome;
			};
		},
	};
	const audited = withAudit(engine, audit);
	await audited.list(signal);
	return { engine, audit, audited, deeds };
};

test('records what is done, by name and ID, and that it is done', async () => {
	const { engine, audited, deeds } = await ready();
	const done = audited.act('kill', id, signal, { signal: 'SIGHUP' });
	const deed = { action: 'kill', detail: 'SIGHUP', container: name, id, endpoint: 'unix:///test.sock' };
	expect(deeds).toEqual([deed]);
	engine.settleAct();
	await done;
	expect(deeds).toEqual([{ ...deed, outcome: {} }]);
});

test('a failure is recorded and stays a failure; so does the name of what is gone', async () => {
	const { engine, audited, deeds } = await ready();
	const failure = new EngineError('busy', { kind: 'answered', status: 409 });
	const done = audited.act('remove', id, signal);
	engine.containers = [];
	await audited.list(signal);
	engine.settleAct(failure);
	await expect(done).rejects.toBe(failure);
	expect(deeds).toMatchObject([{ action: 'remove', container: name, outcome: { error: failure } }]);
});

test('of a command only its program is recorded', async () => {
	const { audited, deeds } = await ready();
	await expect(audited.exec(id, ['mysql', '-phunter2'], { columns: 80, rows: 24 }, signal)).rejects.toThrow();
	expect(deeds).toMatchObject([{ action: 'exec', detail: 'mysql', outcome: { error: expect.any(Error) } }]);
	expect(JSON.stringify(deeds)).not.toContain('hunter2');
});

test('of a container never listed the ID is its name, and read-only records nothing', async () => {
	const { engine, audit, deeds } = await ready();
	const audited = withAudit(engine, audit);
	const done = audited.act('stop', id, signal);
	engine.settleAct();
	await done;
	expect(deeds).toMatchObject([{ container: id.slice(0, 12) }]);
	const reader = { ...engine, isReadOnly: true };
	expect(withAudit(reader, audit)).toBe(reader);
});
