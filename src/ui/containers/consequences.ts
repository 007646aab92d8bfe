import type { Container, ContainerAction } from '../../engine/container.ts';
import { formatBytes, formatCount, formatDuration } from '../../metrics/format.ts';
import { lastValue } from '../../store/remote.ts';
import type { Model } from '../model.ts';
import { valueIn } from '../readings.ts';
import { dependentsOf } from './dependents.ts';
import { usageOf } from './usage.ts';

const base: Readonly<Record<ContainerAction, string>> = {
	start: 'It is started as it was created.',
	stop: 'It is asked to end, and killed if it has not after the time it was given for that, 10 s as a rule.',
	restart: 'It is stopped and started again.',
	pause: 'Its processes stop where they are and keep their memory; who asks it something waits.',
	unpause: 'Its processes go on where they were stopped.',
	kill: 'The signal goes to the process it was started with.',
	remove: 'The container and what was written in it are deleted. Its named volumes stay.',
};

const interrupts = new Set<ContainerAction>(['stop', 'restart', 'pause', 'kill']);

/** Those of some containers that run, and that an action keeps from answering for a while or for good. */
export const cutOff = (action: ContainerAction, targets: readonly Container[]): readonly Container[] =>
	interrupts.has(action) ? targets.filter(({ state }) => state === 'running') : [];

const listed = (names: readonly string[]): string =>
	names.length <= 4 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;

const dependentsLine = (containers: readonly Container[], all: readonly Container[]): string[] => {
	const names = dependentsOf(containers, all);
	if (names.length === 0) return [];
	return [`${listed(names)} ${names.length === 1 ? 'depends' : 'depend'} on it.`];
};

const isPostgres = ({ service, image, name }: Container): boolean =>
	/(?:^|\/)(?:postgres|postgresql|pgvector|timescaledb)(?:$|[:@])/.test(image) ||
	service === 'postgres' ||
	name === 'postgres';

const postgresLine = (model: Model): string[] => {
	const snapshot = lastValue(model.snapshot);
	const open = valueIn(snapshot, 'postgres.connections');
	if (open === undefined) return [];
	const oldest = valueIn(snapshot, 'postgres.longest_transaction_seconds');
	const age = oldest === undefined ? '' : `; the oldest transaction is ${formatDuration(oldest)} old`;
	return [`It has ${formatCount(open)} open connections${age}. What is not committed is rolled back.`];
};

const memoryLine = (container: Container, model: Model): string[] => {
	const bytes = usageOf(container, lastValue(model.snapshot), model.stats)?.memoryBytes;
	return /ollama/.test(container.image) && bytes !== undefined && bytes > 2 ** 30
		? [`It holds ${formatBytes(bytes)}: a loaded model has to be loaded again.`]
		: [];
};

/** What follows from an action on some containers, a sentence each. */
export const consequencesOf = (
	model: Model,
	action: ContainerAction,
	targets: readonly Container[],
): readonly string[] => {
	const all = lastValue(model.containers) ?? [];
	const hurt = cutOff(action, targets);
	return [
		base[action],
		...(hurt.length > 0 || action === 'remove' ? dependentsLine(targets, all) : []),
		...(hurt.some(isPostgres) ? postgresLine(model) : []),
		...hurt.flatMap(container => memoryLine(container, model)),
	];
};
