import { askJson } from './ask.ts';

/** A model in memory; times in seconds since 1970. */
export type LoadedModel = {
	readonly name: string;
	readonly bytes: number | undefined;
	readonly vramBytes: number | undefined;
	readonly context: number | undefined;
	readonly expiresAt: number | undefined;
};

/** What the model server said it has; a list that it did not give is absent. */
export type Inventory = {
	readonly isUp: boolean;
	readonly version: string | undefined;
	readonly available: readonly string[] | undefined;
	readonly loaded: readonly LoadedModel[] | undefined;
	/** When it said so, in milliseconds since 1970. */
	readonly at: number;
};

type Fields = Readonly<Record<string, unknown>>;

const listIn = (answer: unknown): readonly Fields[] | undefined => {
	const models = (answer as { models?: unknown } | undefined)?.models;
	return Array.isArray(models) ? models.filter(model => typeof model === 'object' && model !== null) : undefined;
};

const nameOf = ({ name, model }: Fields): string => String(name ?? model ?? '');

const numberOf = (value: unknown): number | undefined =>
	typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;

const loadedOf = (model: Fields): LoadedModel => {
	const expires = Date.parse(String(model.expires_at)) / 1000;
	return {
		name: nameOf(model),
		bytes: numberOf(model.size),
		// Left out where none of it is in the memory of a graphics card.
		vramBytes: numberOf(model.size_vram) ?? (model.size === undefined ? undefined : 0),
		context: numberOf(model.context_length),
		// What is never unloaded has a time far away; one before 1970 is none.
		expiresAt: expires > 0 ? expires : undefined,
	};
};

// What speaks only OpenAI's language, such as llama-server.
const openAiNames = (answer: unknown): readonly string[] | undefined => {
	const models = (answer as { data?: unknown } | undefined)?.data;
	return Array.isArray(models) ? models.map(model => String(model?.id ?? '')).filter(Boolean) : undefined;
};

const look = async (upstream: URL, isOllama: boolean): Promise<Inventory> => {
	const paths = ['/api/version', '/api/tags', '/api/ps', ...(isOllama ? [] : ['/v1/models'])];
	const [version, tags, ps, models] = await Promise.all(paths.map(path => askJson(upstream, path)));
	const told = (version as { version?: unknown } | undefined)?.version;
	return {
		// One that is slow to say one thing is not down.
		isUp: [version, tags, ps, models].some(answer => answer !== undefined),
		version: typeof told === 'string' ? told : undefined,
		available: listIn(tags)?.map(nameOf) ?? openAiNames(models),
		loaded: listIn(ps)?.map(loadedOf),
		at: Date.now(),
	};
};

export type Watch = {
	/** What was said last; nothing before it was asked. */
	last(): Inventory | undefined;
	/** Asks, unless it was asked within `age` milliseconds. Never rejects; takes two seconds at most. */
	refresh(age: number): Promise<Inventory>;
};

/** Asks the model server what it has. `changed` is told what it answers, each time. */
export const watchInventory = (upstream: URL, changed: (inventory: Inventory) => void): Watch => {
	let last: Inventory | undefined;
	let asking: Promise<Inventory> | undefined;
	return {
		last: () => last,
		refresh(age) {
			if (last && Date.now() - last.at < age) return Promise.resolve(last);
			asking ??= look(upstream, last?.version !== undefined).then(found => {
				last = found;
				asking = undefined;
				changed(found);
				return found;
			});
			return asking;
		},
	};
};
