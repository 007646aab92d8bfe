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

type Match = (container: Container) => boolean;

// A filter is typed letter by letter, and each of them looks at every container.
const texts = new WeakMap<Container, string>();

const wordsOf = (container: Container): string => {
	const known = texts.get(container);
	if (known !== undefined) return known;
	const { name, image, state, service, project, health } = container;
	const text = `${name} ${image} ${state} ${health ?? ''} ${service ?? ''} ${project ?? ''}`.toLowerCase();
	texts.set(container, text);
	return text;
};

// `healthy` is a part of `unhealthy`, and yet its contrary.
const fromTheStart = new Set<Field>(['state', 'health', 'id']);

/** Whether ports are the text, states and IDs begin with it; elsewhere it may stand anywhere. */
const holds = ({ field, text }: Term): Match => {
	if (field === undefined) return container => wordsOf(container).includes(text);
	const textOf = fields[field];
	if (field === 'port') return container => textOf(container).split(' ').includes(text);
	if (fromTheStart.has(field)) return container => textOf(container).toLowerCase().startsWith(text);
	return container => textOf(container).toLowerCase().includes(text);
};

const matchOf = (term: Term): Match => {
	const held = holds(term);
	return term.isNot ? container => !held(container) : held;
};

/**
 * A filter as it is typed: words that must all be there, `key:value` for one field, `!` before what must not be.
 * An unfinished `!` or `key:` looks for nothing yet; undefined where nothing is looked for.
 */
export const parseFilter = (filter: string): Match | undefined => {
	const [first, ...more] = filter
		.toLowerCase()
		.split(/\s+/)
		.filter(Boolean)
		.map(parseTerm)
		.filter(({ text }) => text !== '')
		.map(matchOf);
	return first && more.length > 0 ? container => first(container) && more.every(match => match(container)) : first;
};
