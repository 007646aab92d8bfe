import type { Container } from '../../engine/container.ts';
import { formatCount, formatDuration } from '../../metrics/format.ts';
import { lastValue } from '../../store/remote.ts';
import { ageOf, isOld } from '../freshness.ts';
import type { Model } from '../model.ts';
import { readingsOf, valueIn } from '../readings.ts';
import { watchesAnotherMachine } from './usage.ts';

export const isPostgres = ({ service, image, name }: Container): boolean =>
	/(?:^|\/)(?:postgres|postgresql|pgvector|timescaledb)(?:$|[:@])/.test(image) ||
	service === 'postgres' ||
	name === 'postgres';

/** Why the numbers of a server are not to be said of a container; undefined where they are its own. */
const doubt = (model: Model, all: readonly Container[]): string | undefined => {
	const snapshot = lastValue(model.snapshot);
	const servers = readingsOf(snapshot, 'postgres.connections').length;
	const candidates = all.filter(each => each.state === 'running' && isPostgres(each)).length;
	if (servers === 0) return 'no Prometheus here measures PostgreSQL';
	if (watchesAnotherMachine(snapshot, all)) return 'Prometheus watches another machine';
	if (servers > 1) return `${servers} servers are measured, and nothing tells which of them it is`;
	if (candidates > 1) return `${candidates} PostgreSQL containers run, and nothing tells which of them is measured`;
	return undefined;
};

/** What a PostgreSQL container has open, in a sentence, with its age where it is old; or why that is not known. */
export const postgresLine = (model: Model, container: Container, called: string | undefined): string => {
	const snapshot = lastValue(model.snapshot);
	const because = doubt(model, lastValue(model.containers) ?? [container]);
	if (because !== undefined) {
		const of = called === undefined ? 'Its open connections' : `The open connections of ${called}`;
		return `${of} are not known: ${because}.`;
	}
	const measured = ['postgres.connections', 'postgres.longest_transaction_seconds'] as const;
	const age = isOld(model, measured) ? formatDuration(ageOf(model, measured)) : undefined;
	const connections = `${formatCount(valueIn(snapshot, measured[0]))} open connections`;
	const oldest = valueIn(snapshot, measured[1]);
	const transaction =
		oldest === undefined ? '' : `; the oldest transaction ${age ? 'was' : 'is'} ${formatDuration(oldest)} old`;
	return age === undefined
		? `${called ?? 'It'} has ${connections}${transaction}.`
		: `${age} ago ${called ?? 'it'} had ${connections}${transaction}.`;
};
