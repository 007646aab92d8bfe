import { expect, test } from 'vitest';
import type { Container } from '../../../src/engine/container.ts';
import type { ContainerEvent } from '../../../src/engine/details.ts';
import { clean, literal } from '../../../src/text/clean.ts';
import { exitMeaning } from '../../../src/ui/containers/exit-code.ts';
import { whyOf } from '../../../src/ui/containers/why.ts';
import { madeContainer, moment } from '../../support/made-model.ts';

const why = (
	container: Container,
	more: { all?: readonly Container[]; events?: readonly ContainerEvent[]; limit?: number } = {},
) =>
	whyOf(container, { all: more.all ?? [container], events: more.events ?? [], memoryLimit: more.limit, now: moment });

const ended = (exitCode: number, more = {}) =>
	madeContainer(1, 'web', {
		state: 'exited',
		exitCode,
		startedAt: moment - 100_000,
		finishedAt: moment - 40_000,
		...more,
	});

test.each([
	[0, 'ended by itself'],
	[127, 'its command was not found'],
	[137, 'killed (SIGKILL)'],
	[139, 'segmentation fault (SIGSEGV)'],
	[143, 'asked to end (SIGTERM)'],
	[162, 'ended by signal 34'],
	[77, 'failed'],
])('exit %i: %s', (code, words) => {
	expect(exitMeaning(code)).toBe(words);
	expect(why(ended(code))).toBe(`${words}, after 1m 0s`);
});

const event = (seconds: number, action: string, more: Partial<ContainerEvent> = {}): ContainerEvent => ({
	at: moment - seconds * 1000,
	action: clean(action),
	id: madeContainer(1, 'web').id,
	name: literal('web'),
	exitCode: undefined,
	detail: undefined,
	...more,
});

test('killed by something other than the engine says so, where the events tell', () => {
	const end = event(40, 'die', { exitCode: 137 });
	expect(why(ended(137), { events: [end] })).toBe('killed (SIGKILL), not by the engine, after 1m 0s');
	const byEngine = [event(41, 'kill', { detail: literal('9') }), end, event(39, 'stop')];
	expect(why(ended(137), { events: byEngine })).toBe('killed (SIGKILL), after 1m 0s');
	const byPodman = [end, event(39, 'stop')];
	expect(why(ended(137), { events: byPodman })).toBe('killed (SIGKILL), after 1m 0s');
	expect(why(ended(137, { isOomKilled: true }), { events: [end] })).toBe('out of memory, after 1m 0s');
});

test('killed for want of memory says so, with the limit where it is known', () => {
	expect(why(ended(137, { isOomKilled: true }))).toBe('out of memory, after 1m 0s');
	expect(why(ended(137, { isOomKilled: true }), { limit: 2 ** 29 })).toBe(
		'out of memory: its limit is 512 MiB, after 1m 0s',
	);
});

test('what the engine could not start says why', () => {
	const error = clean('exec: "serve": executable file not found');
	expect(why(madeContainer(1, 'web', { state: 'created', error }))).toBe(error);
	expect(why(madeContainer(1, 'web', { state: 'created' }))).toBe('never started');
});

const needs = (condition: string) => [{ service: literal('db'), condition: clean(condition) }];

test.each([
	['service_healthy', { health: 'starting' as const }, 'waits until db is healthy'],
	['service_healthy', { health: 'healthy' as const }, 'never started'],
	['service_started', { state: 'exited' as const }, 'waits until db runs'],
	['service_completed_successfully', { state: 'exited' as const, exitCode: 3 }, 'waits until db has ended well'],
	['service_completed_successfully', { state: 'exited' as const, exitCode: 0 }, 'never started'],
])('a container that waits for %s of %o: %s', (condition, facts, words) => {
	const waiting = madeContainer(1, 'web', { state: 'created', dependsOn: needs(condition) });
	expect(why(waiting, { all: [waiting, madeContainer(2, 'db', facts)] })).toBe(words);
});

test('a failing health check tells how often and what it printed', () => {
	const sick = madeContainer(1, 'web', {
		health: 'unhealthy',
		healthFailures: 5,
		healthOutput: clean('connection\n  refused'),
	});
	expect(why(sick)).toBe('health check failed 5 times in a row: connection␊ refused');
	expect(why(madeContainer(1, 'web', { health: 'healthy' }))).toBeUndefined();
});

const died = (seconds: number, exitCode = 1): ContainerEvent => ({
	at: moment - seconds * 1000,
	action: literal('die'),
	id: madeContainer(1, 'web').id,
	name: literal('web'),
	exitCode,
	detail: undefined,
});

test('a restart loop is told with its count and pace, while it is up for a moment too', () => {
	const events = [died(50, 3), died(30, 3), died(10, 3)];
	const up = madeContainer(1, 'web', { startedAt: moment - 2000, restartCount: 3 });
	expect(why(up, { events })).toBe('restart loop, died 3 times in 50s: failed');
	const between = madeContainer(1, 'web', { state: 'restarting', exitCode: 139, restartCount: 3 });
	expect(why(between, { events })).toBe('restart loop, died 3 times in 50s: segmentation fault (SIGSEGV)');
	expect(why(between)).toBe('restarting for the 3rd time: segmentation fault (SIGSEGV)');
});

const told = (round: readonly string[]) =>
	[1, 2, 3].flatMap(number =>
		round.map((text, index): ContainerEvent => {
			const [action = '', detail] = text.split(' ');
			return {
				...died(60 - number * 10 - index, 137),
				...{ action: clean(action), detail: detail === undefined ? undefined : clean(detail) },
			};
		}),
	);

test.each([
	[['kill 15', 'die', 'stop', 'start', 'restart']],
	[['die', 'stop', 'start']],
	[['kill SIGKILL', 'die', 'start']],
	// Podman's order.
	[['restart', 'die', 'start']],
])('%j is no loop: it was asked for', round => {
	const up = madeContainer(1, 'web', { startedAt: moment - 2000, restartCount: 3 });
	expect(why(up, { events: told(round) })).toBeUndefined();
});

test.each([
	[['die', 'start']],
	[['kill 1', 'die', 'start']],
	[['kill SIGHUP', 'die', 'start']],
	// Podman's order.
	[['die', 'restart', 'start']],
])('%j is a loop, unless the engine has restarted nothing', round => {
	const up = madeContainer(1, 'web', { startedAt: moment - 2000, restartCount: 3 });
	expect(why(up, { events: told(round) })).toContain('restart loop, died 3 times');
	expect(why({ ...up, restartCount: 0 }, { events: told(round) })).toBeUndefined();
	expect(why({ ...up, restartCount: undefined }, { events: told(round) })).toBeUndefined();
});

test('what Podman calls ended is in a loop where it is about to be started again', () => {
	const between = madeContainer(1, 'web', { state: 'exited', exitCode: 3, restartCount: 3 });
	const round = ['start', 'die', 'restart'];
	expect(why(between, { events: told(round) })).toContain('restart loop, died 3 times');
	expect(why(between, { events: told(round).slice(0, -1) })).toBe('failed');
});

test('what has come to stay is in no loop any more, nor is one that died long ago', () => {
	const events = [died(50), died(45), died(40)];
	expect(why(madeContainer(1, 'web', { startedAt: moment - 39_000 }), { events })).toBeUndefined();
	const long = [died(900), died(800), died(700)];
	expect(why(madeContainer(1, 'web', { startedAt: moment - 1000 }), { events: long })).toBeUndefined();
});
