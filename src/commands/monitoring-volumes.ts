import type { Compose } from '../engine/compose.ts';
import { AixclError } from '../errors.ts';

type Model = {
	readonly services?: Readonly<
		Record<string, { readonly volumes?: readonly { readonly type?: unknown; readonly source?: unknown }[] }>
	>;
	readonly volumes?: Readonly<Record<string, { readonly name?: unknown }>>;
};

const usedBy = ({ services = {} }: Model, isWanted: (name: string) => boolean): ReadonlySet<string> =>
	new Set(
		Object.entries(services)
			.filter(([name]) => isWanted(name))
			.flatMap(([, { volumes = [] }]) => volumes)
			.flatMap(({ type, source }) => (type === 'volume' && typeof source === 'string' ? [source] : [])),
	);

/** The full names of the volumes that these services use and no others, as compose itself understands its files. */
export const volumesOf = async (compose: Compose, names: readonly string[]): Promise<readonly string[]> => {
	const text = await compose.read(['--profile', '*', 'config', '--format', 'json']);
	let model: Model;
	try {
		model = JSON.parse(text);
	} catch {
		throw new AixclError(`${compose.program.name} cannot say which volumes there are`, {
			code: 'stack',
			hint: 'Delete them by hand: docker volume ls shows those that begin with aixcl_.',
		});
	}
	const others = usedBy(model, name => !names.includes(name));
	return [...usedBy(model, name => names.includes(name))].flatMap(source => {
		const name = model.volumes?.[source]?.name;
		return others.has(source) || typeof name !== 'string' ? [] : [name];
	});
};
