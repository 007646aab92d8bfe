import { expect, test, vi } from 'vitest';
import { followLogOf, type Known } from '../../../src/commands/log-reading/follow-log-of.ts';
import { createReadSoFar } from '../../../src/commands/log-reading/read-on.ts';
import { madeContainer } from '../../support/made-model.ts';
import { objectEngine } from '../../support/object-engine.ts';

const writer = madeContainer(1, 'writer');

const follow = (first: Known) => {
	const engine = objectEngine([writer]);
	const controller = new AbortController();
	const told: string[] = [];
	const seen = { now: first };
	const following = followLogOf({
		...{ connect: async () => engine, id: writer.id, soFar: createReadSoFar([]), known: () => seen.now },
		push: line => void told.push(line.text),
		changed: () => new Promise(resolve => setTimeout(resolve, 1)),
		tell: ({ kind }) => void (kind !== 'following' && told.push(kind)),
		signal: controller.signal,
	});
	return {
		...{ engine, told, seen },
		isOpened: (times: number) => vi.waitFor(() => expect(engine.logsOpened).toHaveLength(times), 10_000),
		async end() {
			controller.abort();
			await following;
		},
	};
};

test('a container that is not inspected yet is not taken for one that was started again', async () => {
	const { engine, told, seen, isOpened, end } = follow(writer);
	await isOpened(1);
	// It was killed, and the engine too busy to say more than that it is there.
	seen.now = { ...writer, startedAt: undefined };
	engine.logsOpened[0]!.source.end();
	await isOpened(2);
	seen.now = { ...writer, state: 'exited', finishedAt: 9 };
	engine.logsOpened[1]!.source.end();
	await vi.waitFor(() => expect(told).toEqual(['stopped']), 10_000);
	seen.now = { ...writer, startedAt: writer.startedAt! + 1000 };
	await isOpened(3);
	expect(told).toEqual(['stopped', 'started']);
	await end();
});

test('a start that becomes known only after the log was opened again is told too', async () => {
	const { engine, told, seen, isOpened, end } = follow(writer);
	await isOpened(1);
	// It was started again, and the list of a busy engine is from before.
	engine.logsOpened[0]!.source.end();
	await isOpened(2);
	engine.logsOpened[1]!.source.write('one');
	await vi.waitFor(() => expect(told).toEqual(['one']), 10_000);
	seen.now = { ...writer, startedAt: writer.startedAt! + 1000 };
	engine.logsOpened[1]!.source.write('two');
	engine.logsOpened[1]!.source.write('three');
	await vi.waitFor(() => expect(told).toEqual(['one', 'started', 'two', 'three']), 10_000);
	await end();
});

test('a start is told also when the first run was inspected only while its log was read', async () => {
	const { engine, told, seen, isOpened, end } = follow({ ...writer, startedAt: undefined });
	await isOpened(1);
	engine.logsOpened[0]!.source.write('one');
	await vi.waitFor(() => expect(told).toEqual(['one']), 10_000);
	seen.now = writer;
	engine.logsOpened[0]!.source.write('two');
	await vi.waitFor(() => expect(told).toEqual(['one', 'two']), 10_000);
	seen.now = { ...writer, startedAt: writer.startedAt! + 1000 };
	engine.logsOpened[0]!.source.end();
	await isOpened(2);
	expect(told).toEqual(['one', 'two', 'started']);
	await end();
});
