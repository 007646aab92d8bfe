import { expect, test, vi } from 'vitest';
import { followLogOf, type Known } from '../../../src/commands/log-reading/follow-log-of.ts';
import { createReadSoFar } from '../../../src/commands/log-reading/read-on.ts';
import { madeContainer } from '../../support/made-model.ts';
import { objectEngine } from '../../support/object-engine.ts';

const writer = madeContainer(1, 'writer');

test('a container that is not inspected yet is not taken for one that was started again', async () => {
	const engine = objectEngine([writer]);
	const controller = new AbortController();
	const told: string[] = [];
	let now: Known = writer;
	const following = followLogOf({
		...{ connect: async () => engine, id: writer.id, soFar: createReadSoFar([]), known: () => now },
		push: () => undefined,
		changed: () => new Promise(resolve => setTimeout(resolve, 1)),
		tell: ({ kind }) => void (kind !== 'following' && told.push(kind)),
		signal: controller.signal,
	});
	const isOpened = (times: number) => vi.waitFor(() => expect(engine.logsOpened).toHaveLength(times), 10_000);
	await isOpened(1);
	// It was killed, and the engine too busy to say more than that it is there.
	now = { ...writer, startedAt: undefined };
	engine.logsOpened[0]!.source.end();
	await isOpened(2);
	now = { ...writer, state: 'exited', finishedAt: 9 };
	engine.logsOpened[1]!.source.end();
	await vi.waitFor(() => expect(told).toEqual(['stopped']), 10_000);
	now = { ...writer, startedAt: writer.startedAt! + 1000 };
	await isOpened(3);
	expect(told).toEqual(['stopped', 'started']);
	controller.abort();
	await following;
});
