import type { RigHandle } from '../../../stack/rig-handle.ts';
import { type Bundle, openBundle } from './bundle.ts';
import type { Case } from './case.ts';

/** Places where bundles run, each with one of its own; one that failed a trial is replaced by a new one. */
export type Places = {
	/** The bundle of a place, opened where there is none. */
	readonly bundleOf: (place: number) => Promise<Bundle>;
	/** Does one thing of a trial there; what fails is noted, and undefined is returned. */
	attempt<T>(place: number, fault: Case, work: (bundle: Bundle) => Promise<T>): Promise<T | undefined>;
	/** What failed so far, each with the screen it failed with. */
	readonly failures: readonly string[];
	/** Ends every bundle with `q`; one that does not end well is a failure. */
	leave(): Promise<void>;
	close(): Promise<void>;
};

export const createPlaces = (rig: RigHandle, folder: string): Places => {
	const bundles = new Map<number, Bundle>();
	const failures: string[] = [];
	const failed = (what: string, error: unknown) => {
		failures.push(`${what}: ${(error as Error).message}`);
		process.stderr.write(`${failures.at(-1)}\n`);
	};
	const bundleOf = async (place: number) => {
		const bundle = bundles.get(place) ?? (await openBundle(rig, folder));
		bundles.set(place, bundle);
		return bundle;
	};
	const discard = async (place: number) => {
		await bundles.get(place)?.close();
		bundles.delete(place);
	};
	return {
		bundleOf,
		failures,
		async attempt(place, fault, work) {
			try {
				return await work(await bundleOf(place));
			} catch (error) {
				failed(`${fault.name} while ${fault.moment}`, error);
				await discard(place);
				return undefined;
			}
		},
		async leave() {
			for (const [place, bundle] of bundles)
				await bundle.leave().catch((error: unknown) => failed(`bundle ${place} at its end`, error));
		},
		async close() {
			for (const place of [...bundles.keys()]) await discard(place);
		},
	};
};
