import type { Container, ContainerAction } from '../../engine/container.ts';
import { formatBytes, formatDuration } from '../../metrics/format.ts';
import { lastValue } from '../../store/remote.ts';
import { ageOf, isOld } from '../freshness.ts';
import type { Model } from '../model.ts';
import { dependentsOf } from './dependents.ts';
import { named } from './named.ts';
import { isPostgres, postgresLine } from './postgres-line.ts';
import { usageOf } from './usage.ts';

/** What is asked for; `signal` is that of `kill`, SIGKILL where none is named. */
export type Asked = { readonly action: ContainerAction; readonly signal?: string | undefined };

const base: Readonly<Record<ContainerAction, readonly [one: string, several: string]>> = {
	start: ['It is started as it was created.', 'Each is started as it was created.'],
	stop: [
		'It is asked to end, and killed if it has not after the time it was given for that, 10 s as a rule.',
		'Each is asked to end, and killed if it has not after the time it was given for that, 10 s as a rule.',
	],
	restart: ['It is stopped and started again.', 'One after the other is stopped and started again.'],
	pause: [
		'Its processes stop where they are and keep their memory; who asks it something waits.',
		'Their processes stop where they are and keep their memory; who asks them something waits.',
	],
	unpause: ['Its processes go on where they were stopped.', 'Their processes go on where they were stopped.'],
	kill: [
		'The signal goes to the process it was started with.',
		'The signal goes to the process that each was started with.',
	],
	remove: [
		'The container and what was written in it are deleted. Its named volumes stay.',
		'The containers and what was written in them are deleted. Their named volumes stay.',
	],
};

const interrupts = new Set<ContainerAction>(['stop', 'restart', 'pause', 'kill']);

/** Those of some containers that run, and that an action keeps from answering for a while or for good. */
export const cutOff = (action: ContainerAction, targets: readonly Container[]): readonly Container[] =>
	interrupts.has(action) ? targets.filter(({ state }) => state === 'running') : [];

const fatal = new Set(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGQUIT']);

/** Whether its processes end by it. What other signals do is up to the program. */
const isEnding = ({ action, signal = 'SIGKILL' }: Asked): boolean =>
	action === 'stop' || action === 'restart' || (action === 'kill' && fatal.has(signal));

const dependentsLines = (targets: readonly Container[], all: readonly Container[]): string[] =>
	targets.flatMap(target => {
		const others = new Set(targets.filter(({ id }) => id !== target.id).map(({ id }) => id));
		const found = dependentsOf(
			[target],
			all.filter(({ id }) => !others.has(id)),
		);
		if (found.length === 0) return [];
		return `${named(found)} ${found.length === 1 ? 'depends' : 'depend'} on ${targets.length === 1 ? 'it' : target.name}.`;
	});

// To PostgreSQL this one alone is to let its clients end first.
const rollback = ({ action, signal }: Asked): string =>
	action === 'kill' && signal === 'SIGTERM'
		? ' It takes no further ones, and ends when these have.'
		: ' What is not committed is rolled back.';

const memoryLine = (model: Model, container: Container, called: string | undefined): string[] => {
	if (!/ollama/.test(container.image)) return [];
	const { snapshot, stats } = model;
	const last = lastValue(snapshot);
	const usage = usageOf(container, isOld(model, ['container.memory_bytes']) ? undefined : last, stats);
	const bytes = (usage ?? usageOf(container, last, stats))?.memoryBytes;
	if (bytes === undefined || bytes <= 2 ** 30) return [];
	const ago = usage ? '' : `${formatDuration(ageOf(model, ['container.memory_bytes']))} ago `;
	const it = called ?? (ago ? 'it' : 'It');
	return [`${ago}${it} ${ago ? 'held' : 'holds'} ${formatBytes(bytes)}: a loaded model has to be loaded again.`];
};

/** What follows from an action on some containers, a sentence each: whom else it touches first. */
export const consequencesOf = (model: Model, asked: Asked, targets: readonly Container[]): readonly string[] => {
	const { action } = asked;
	const all = lastValue(model.containers) ?? [];
	const ends = isEnding(asked);
	// A paused one answers nobody anyway, but still holds what it loses by its end.
	const hurt = ends
		? targets.filter(({ state }) => state === 'running' || state === 'paused')
		: cutOff(action, targets);
	const called = ({ name }: Container) => (targets.length === 1 ? undefined : name);
	return [
		...(hurt.length > 0 || action === 'remove' ? dependentsLines(targets, all) : []),
		base[action][targets.length === 1 ? 0 : 1],
		...hurt.filter(isPostgres).map(each => postgresLine(model, each, called(each)) + (ends ? rollback(asked) : '')),
		...(ends ? hurt.flatMap(each => memoryLine(model, each, called(each))) : []),
	];
};
