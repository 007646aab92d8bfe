/** Does the work for every item, at most `width` at a time, and gives the results in the order of the items. */
export async function inParallel<Item, Result>(
	width: number,
	items: readonly Item[],
	work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
	const results: Result[] = [];
	let next = 0;
	async function worker() {
		for (let index = next++; index < items.length; index = next++) {
			results[index] = await work(items[index]!);
		}
	}
	await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
	return results;
}
