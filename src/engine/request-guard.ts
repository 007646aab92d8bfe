import { EngineError } from './engine-error.ts';

type Query = Readonly<Record<string, unknown>>;

const container = '/containers/[0-9a-f]{64}';
const changes: readonly {
	readonly method: string;
	readonly path: RegExp;
	/** What may be asked in the query, by name, and in which form; nothing else is. */
	readonly query?: Readonly<Record<string, RegExp>>;
}[] = [
	{ method: 'POST', path: new RegExp(`^${container}/(?:start|stop|restart|pause|unpause)$`) },
	{ method: 'POST', path: new RegExp(`^${container}/kill$`), query: { signal: /^SIG[A-Z0-9+-]{2,12}$/ } },
	// Never by force, and never with its volumes.
	{ method: 'DELETE', path: new RegExp(`^${container}$`) },
];

/**
 * Throws an EngineError unless this request may be sent. GET and HEAD may; of what changes something, only what is
 * listed here, and nothing when read-only. `path` comes without the API version and the query.
 */
export const guard = (method: string, path: string, query: Query, isReadOnly: boolean): void => {
	if (method === 'GET' || method === 'HEAD') return;
	if (isReadOnly) throw new EngineError('Read-only: nothing on this engine is changed', { kind: 'refused' });
	if (!changes.some(change => change.method === method && change.path.test(path) && allows(change.query, query)))
		throw new EngineError('aixcl does not ask this of a container engine', { kind: 'refused' });
};

const allows = (allowed: Readonly<Record<string, RegExp>> = {}, query: Query): boolean =>
	Object.entries(query).every(
		([name, value]) => value === undefined || (Object.hasOwn(allowed, name) && allowed[name]?.test(String(value))),
	);
