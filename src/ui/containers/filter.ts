import type { Container } from '../../engine/container.ts';

/** One word of a filter: what it looks for, in which field if it names one, and whether it must not be there. */
type Term = { readonly field: Field | undefined; readonly text: string; readonly isNot: boolean };

const fields = {
	name: ({ name }: Container) => name,
	image: ({ image }: Container) => image,
	state: ({ state }: Container) => state,
	health: ({ health }: Container) => health ?? 'none',
	project: ({ project }: Container) => project ?? '',
	service: ({ service }: Container) => service ?? '',
	network: ({ networks }: Container) => (networks ?? []).join(' '),
	port: ({ ports }: Container) =>
		ports.map(({ hostPort, containerPort }) => `${hostPort ?? ''} ${containerPort}`).join(' '),
	id: ({ id }: Container) => id,
} as const;

type Field = keyof typeof fields;

/** The fields a filter may name, as `state:exited`. */
export const filterFields = Object.keys(fields) as readonly Field[];

const isField = (text: string): text is Field => Object.hasOwn(fields, text);

const parseTerm = (word: string): Term => {
	const isNot = word.startsWith('!');
	const rest = isNot ? word.slice(1) : word;
	const colon = rest.indexOf(':');
	const field = rest.slice(0, Math.max(0, colon));
	return isField(field) ? { field, text: rest.slice(colon + 1), isNot } : { field: undefined, text: rest, isNot };
};

// A filter is typed letter by letter, and each of them looks at every container.
const texts = new WeakMap<Container, string>();

const textOf = (container: Container, { field }: Term): string => {
	if (field) return fields[field](container).toLowerCase();
	const known = texts.get(container);
	if (known !== undefined) return known;
	const { name, image, state, service, project, health } = container;
	const text = `${name} ${image} ${state} ${health ?? ''} ${service ?? ''} ${project ?? ''}`.toLowerCase();
	texts.set(container, text);
	return text;
};

/** Whether ports, IDs and words of a named field begin with the text; elsewhere it may stand anywhere. */
const holds = (container: Container, term: Term): boolean => {
	const text = textOf(container, term);
	if (term.field === 'port') return text.split(' ').includes(term.text);
	return term.field === 'id' ? text.startsWith(term.text) : text.includes(term.text);
};

/**
 * A filter as it is typed: words that must all be there, `key:value` for one field, `!` before what must not be.
 * An unfinished `!` or `key:` looks for nothing yet; undefined where nothing is looked for.
 */
export const parseFilter = (filter: string): ((container: Container) => boolean) | undefined => {
	const terms = filter
		.toLowerCase()
		.split(/\s+/)
		.filter(Boolean)
		.map(parseTerm)
		.filter(({ text }) => text !== '');
	if (terms.length === 0) return undefined;
	return container => terms.every(term => holds(container, term) !== term.isNot);
};
