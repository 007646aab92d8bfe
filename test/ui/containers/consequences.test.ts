import { expect, test } from 'vitest';
import type { Container } from '../../../src/engine/container.ts';
import { fail, succeed } from '../../../src/store/remote.ts';
import { literal } from '../../../src/text/clean.ts';
import { type Asked, consequencesOf } from '../../../src/ui/containers/consequences.ts';
import type { Change } from '../../../src/ui/model.ts';
import { madeContainer, madeContainers, madeModel, madeSnapshot, moment } from '../../support/made-model.ts';

const ollama = madeContainers[0]!;
const webui = madeContainers[1]!;
const postgres = madeContainers[2]!;
const [connections] = madeSnapshot.readings['postgres.connections']!;

const told = (asked: Asked, targets: readonly Container[], change: Change = {}): string =>
	consequencesOf(madeModel({ columns: 120, rows: 40 }, change), asked, targets).join('\n');

const rolledBack = 'What is not committed is rolled back.';
const loadedAgain = 'a loaded model has to be loaded again';

test.each<Asked>([
	{ action: 'stop' },
	{ action: 'restart' },
	{ action: 'kill' },
	{ action: 'kill', signal: 'SIGKILL' },
	{ action: 'kill', signal: 'SIGINT' },
])('what ends a container costs it what it holds in memory: $action $signal', asked => {
	const text = told(asked, [postgres, ollama]);
	expect(text).toContain(`postgres has 14 open connections; the oldest transaction is 4m 12s old. ${rolledBack}`);
	expect(text).toContain(`ollama holds 18.2 GiB: ${loadedAgain}.`);
});

test.each<Asked>([{ action: 'pause' }, { action: 'kill', signal: 'SIGHUP' }, { action: 'kill', signal: 'SIGUSR1' }])(
	'what does not end it costs it none of that: $action $signal',
	asked => {
		const text = told(asked, [postgres, ollama]);
		expect(text).toContain('postgres has 14 open connections; the oldest transaction is 4m 12s old.');
		expect(text).not.toContain(rolledBack);
		expect(text).not.toContain(loadedAgain);
	},
);

test('a paused container has as much to lose by its end', () => {
	const text = told({ action: 'stop' }, [{ ...postgres, state: 'paused' }]);
	expect(text).toContain(rolledBack);
});

test('PostgreSQL lets its clients end first when SIGTERM asks it to', () => {
	const text = told({ action: 'kill', signal: 'SIGTERM' }, [postgres]);
	expect(text).toContain('It takes no further ones, and ends when these have.');
	expect(text).not.toContain(rolledBack);
});

test('numbers that are not renewed are told with their age', () => {
	const before = succeed(madeSnapshot, 2000);
	const change = {
		snapshot: fail(before, new Error('gone'), 2000, 9000),
		clock: { wall: moment, monotonic: 182_000 },
	};
	const text = told({ action: 'stop' }, [postgres, ollama], change);
	expect(text).toContain('3m 0s ago postgres had 14 open connections; the oldest transaction was 4m 12s old.');
	expect(text).toContain('3m 0s ago ollama held 18.2 GiB');
});

test('the first server there is does not stand for another one', () => {
	const readings = { ...madeSnapshot.readings, 'postgres.connections': [connections!, { ...connections!, value: 3 }] };
	const servers = told({ action: 'stop' }, [postgres], { snapshot: succeed({ ...madeSnapshot, readings }, 2000) });
	expect(servers).toContain(
		'Its open connections are not known: 2 servers are measured, and nothing tells which of them it is.',
	);
	const second = madeContainer(20, 'shop-db', { image: literal('postgres:17') });
	const containers = told({ action: 'stop' }, [second], { containers: succeed([...madeContainers, second], 0) });
	expect(containers).toContain('Its open connections are not known: 2 PostgreSQL containers run');
	expect(servers + containers).not.toContain('14 open');
});

test('without numbers it is said that there are none', () => {
	const snapshot = succeed({ ...madeSnapshot, readings: {} }, 2000);
	expect(told({ action: 'restart' }, [postgres], { snapshot })).toContain(
		`Its open connections are not known: no Prometheus here measures PostgreSQL. ${rolledBack}`,
	);
});

test('of several containers each is named, and what depends on one comes first', () => {
	const needing = {
		...webui,
		dependsOn: [
			{ service: literal('postgres'), condition: literal('service_healthy') },
			{ service: literal('ollama'), condition: literal('service_started') },
		],
	};
	const containers = madeContainers.map(each => (each.id === webui.id ? needing : each));
	const lines = consequencesOf(
		madeModel({ columns: 120, rows: 40 }, { containers: succeed(containers, 0) }),
		{ action: 'stop' },
		[postgres, ollama],
	);
	expect(lines.slice(0, 2)).toEqual(['open-webui depends on postgres.', 'open-webui depends on ollama.']);
	expect(lines.filter(line => /^It(?:s|) /.test(line))).toEqual([]);
	expect(told({ action: 'stop' }, [postgres, needing], { containers: succeed(containers, 0) })).not.toContain(
		'depends',
	);
});
