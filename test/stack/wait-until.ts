/** How long a condition may take, and what to call it when it does not come true. */
export type Patience = { readonly what: string; readonly seconds?: number; readonly why?: () => string };

const PAUSE_MS = 50;

const nextTry = () => new Promise<void>(resolve => setTimeout(resolve, PAUSE_MS));

/**
 * Asks again and again until `condition` answers with something other than `undefined` or `false`, and gives that.
 * A condition that throws counts as not yet true. Throws when the deadline has passed, with the last failure in it.
 */
export async function waitUntil<T>(
	condition: () => Promise<T | undefined | false> | T | undefined | false,
	{ what, seconds = 30, why }: Patience,
): Promise<T> {
	const deadline = performance.now() + seconds * 1000;
	let failure = '';
	for (;;) {
		try {
			const answer = await condition();
			if (answer !== undefined && answer !== false) return answer;
		} catch (error) {
			failure = error instanceof Error ? error.message : String(error);
		}
		if (performance.now() > deadline) {
			throw new Error([`waited ${seconds} s for ${what}`, failure, why?.() ?? ''].filter(Boolean).join('\n'));
		}
		await nextTry();
	}
}
