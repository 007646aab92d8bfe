import { EngineError } from './engine-error.ts';

type Asked = Readonly<Record<string, unknown>>;
type Form = RegExp | ((value: unknown) => boolean);

const container = '/containers/[0-9a-f]{64}';
const exec = '/exec/[0-9a-f]{64}';
const yes = (value: unknown) => value === true;
const no = (value: unknown) => value === false;
const size = /^\d{1,5}$/;
const changes: readonly {
	readonly method: string;
	readonly path: RegExp;
	/** What may be asked in the query or the body, by name, and in which form; nothing else is. */
	readonly asked?: Readonly<Record<string, Form>>;
}[] = [
	{ method: 'POST', path: new RegExp(`^${container}/(?:start|stop|restart|pause|unpause)$`) },
	{ method: 'POST', path: new RegExp(`^${container}/kill$`), asked: { signal: /^SIG[A-Z0-9+-]{2,12}$/ } },
	// Never by force, and never with its volumes.
	{ method: 'DELETE', path: new RegExp(`^${container}$`) },
	// As the container's own user, with its own rights.
	{
		method: 'POST',
		path: new RegExp(`^${container}/exec$`),
		asked: {
			AttachStdin: yes,
			AttachStdout: yes,
			AttachStderr: yes,
			Tty: yes,
			Cmd: Array.isArray,
			ConsoleSize: Array.isArray,
			DetachKeys: /^(?:ctrl-\^,?)+$/,
		},
	},
	{ method: 'POST', path: new RegExp(`^${exec}/start$`), asked: { Detach: no, Tty: yes } },
	{ method: 'POST', path: new RegExp(`^${exec}/resize$`), asked: { h: size, w: size } },
];

/**
 * Throws an EngineError unless this request may be sent. GET and HEAD may; of what changes something, only what is
 * listed here, and nothing when read-only. `path` comes without the API version and the query,
 * `asked` is what query or body say.
 */
export const guard = (method: string, path: string, asked: Asked, isReadOnly: boolean): void => {
	if (method === 'GET' || method === 'HEAD') return;
	if (isReadOnly) throw new EngineError('Read-only: nothing on this engine is changed', { kind: 'refused' });
	if (!changes.some(change => change.method === method && change.path.test(path) && allows(change.asked, asked)))
		throw new EngineError('aixcl does not ask this of a container engine', { kind: 'refused' });
};

const allows = (allowed: Readonly<Record<string, Form>> = {}, asked: Asked): boolean =>
	Object.entries(asked).every(([name, value]) => {
		const form = Object.hasOwn(allowed, name) ? allowed[name] : undefined;
		if (value === undefined) return true;
		return form instanceof RegExp ? form.test(String(value)) : form?.(value) === true;
	});
