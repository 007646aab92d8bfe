import { AixclError } from '../../../../src/errors.ts';
import { type Adapters, openAdapters } from './adapters.ts';
import { type Document, documents } from './documents.ts';
import { payloads } from './payloads.ts';
import { type Hollow, hollowAt, type Place, pathText } from './places.ts';
import { startToldWorld } from './told-world.ts';
import { uncleanIn } from './unclean.ts';

const all = Object.values(documents);

/** How many there are: every payload in every field. */
export const readCases = all.reduce((sum, { places }) => sum + places.length * payloads.length, 0);

const caseAt = (index: number) => {
	let left = index;
	for (const document of all) {
		const own = document.places.length * payloads.length;
		if (left < own) {
			const place = document.places[Math.floor(left / payloads.length)]!;
			return { document, place, payload: payloads[left % payloads.length]!, form: index };
		}
		left -= own;
	}
	throw new RangeError(`there is no case ${index}`);
};

const complaintOf = async (adapters: Adapters, { name }: Document, body: Buffer): Promise<string | undefined> => {
	try {
		return uncleanIn(await adapters[name](body));
	} catch (error) {
		return `it throws ${error instanceof AixclError ? 'what it explains' : String(error)}`;
	}
};

// Cases of one place come one after the other.
const hollows = new WeakMap<Place, Hollow[]>();

const hollowOf = (json: unknown, place: Place, form: number): Hollow => {
	const known = hollows.get(place) ?? [];
	hollows.set(place, known);
	known[form % 3] ??= hollowAt(json, place, form);
	return known[form % 3]!;
};

/** Reads so many of the cases, by their indices; resolves with what was wrong with them. */
export const runReadCases = async (indices: Iterable<number>): Promise<readonly string[]> => {
	await using world = await startToldWorld();
	const adapters = await openAdapters(world);
	const failures: string[] = [];
	try {
		for (const index of indices) {
			const { document, place, payload, form } = caseAt(index);
			const complaint = await complaintOf(adapters, document, hollowOf(document.json, place, form)(payload));
			if (complaint !== undefined)
				failures.push(`${document.name} ${pathText(place)} with ${payload.name.slice(0, 60)}: ${complaint}`);
		}
		return failures;
	} finally {
		adapters.close();
	}
};
