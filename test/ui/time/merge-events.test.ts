import { expect, test } from 'vitest';
import type { ContainerEvent } from '../../../src/engine/details.ts';
import type { EventKind, PastEvent } from '../../../src/metrics/event.ts';
import { clean } from '../../../src/text/clean.ts';
import { eventWords } from '../../../src/ui/time/event-words.ts';
import { mergeEvents } from '../../../src/ui/time/merge-events.ts';
import { moment } from '../../support/made-model.ts';

const id = '0a1b'.repeat(16);
const other = 'ffee'.repeat(16);
const always = { from: 0, to: Number.POSITIVE_INFINITY };

const engine = (after: number, action: string, more: Partial<ContainerEvent> = {}): ContainerEvent => ({
	at: moment + after,
	action: clean(action),
	id,
	name: clean('ollama'),
	exitCode: undefined,
	detail: undefined,
	...more,
});

const measured = (after: number, kind: EventKind, within = 0, of = id): PastEvent => ({
	kind,
	at: moment + after,
	within,
	subject: clean('ollama'),
	labels: { id: clean(`/system.slice/docker-${of}.scope`), name: clean('ollama') },
});

const told = (events: readonly PastEvent[]) => events.map(({ kind, at }) => `${kind} ${at - moment}`);

test('a crash and the start after it are there once, as the engine has them', () => {
	const source = [measured(-30_000, 'container.started'), measured(8000, 'container.started')];
	const gone = measured(60_000, 'container.gone', 30_000);
	const events = [engine(100, 'oom'), engine(120, 'die', { exitCode: 137 }), engine(9250, 'start')];
	const all = mergeEvents([...source, gone, measured(60_000, 'container.appeared', 30_000)], events, always);
	expect(told(all)).toEqual([
		'container.started -30000',
		'container.oom 100',
		'container.died 120',
		'container.started 9250',
	]);
	expect(all.slice(1).map(eventWords)).toEqual([
		'ollama ran out of memory',
		'ollama ended with exit code 137: killed (SIGKILL)',
		'ollama started',
	]);
});

test('every start of a crash loop stays, and that of another container', () => {
	const loop = [0, 1500, 3000].flatMap(after => [engine(after, 'start'), engine(after + 400, 'die', { exitCode: 1 })]);
	const all = mergeEvents(
		[measured(1000, 'container.started'), measured(1000, 'container.started', 0, other)],
		loop,
		always,
	);
	expect(all.filter(({ kind }) => kind === 'container.started')).toHaveLength(4);
});

test('only a health that became bad, or good again, is an event, however often it is told', () => {
	const health = (after: number, detail: string) => engine(after, 'health_status', { detail: clean(detail) });
	const events = [
		health(0, 'healthy'),
		health(1, 'healthy'),
		health(2, 'unhealthy'),
		health(3, 'unhealthy'),
		health(4, 'healthy'),
		health(5, 'unhealthy'),
		engine(6, 'start'),
		health(7, 'healthy'),
	];
	const all = mergeEvents([], [...events, engine(8, 'create')], always);
	expect(all.map(eventWords)).toEqual([
		'ollama became unhealthy',
		'ollama became healthy again',
		'ollama became unhealthy',
		'ollama started',
	]);
});

test('what the engine told outside of the stretch does not count', () => {
	const events = [engine(-10, 'start'), engine(0, 'die'), engine(20, 'start')];
	expect(told(mergeEvents([], events, { from: moment, to: moment + 10 }))).toEqual(['container.died 0']);
});

test.each<[Partial<PastEvent> & Pick<PastEvent, 'kind'>, string]>([
	[{ kind: 'container.gone' }, 'ollama was gone'],
	[{ kind: 'container.died' }, 'ollama ended'],
	[{ kind: 'container.appeared' }, 'ollama was measured for the first time'],
	[
		{
			kind: 'alert.firing',
			subject: clean('HostOutOfDisk'),
			severity: clean('critical'),
			labels: { device: clean('sda1') },
		},
		'alert HostOutOfDisk (critical) began to fire for sda1',
	],
	[{ kind: 'alert.resolved', subject: clean('PostgresDown'), labels: {} }, 'alert PostgresDown was over'],
	[{ kind: 'prometheus.started' }, 'Prometheus started'],
	[{ kind: 'host.booted', subject: clean('gpu-box:9100') }, 'host gpu-box:9100 booted'],
])('%o in words', (event, sentence) => {
	expect(eventWords({ ...measured(0, event.kind), ...event })).toBe(sentence);
});
