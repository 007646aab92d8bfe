/** Like `Promise.all`, but fails only after every promise has settled, so that nothing still starts behind a clean-up. */
export async function allSettled<const Promises extends readonly Promise<unknown>[]>(
	...promises: Promises
): Promise<{ -readonly [Key in keyof Promises]: Awaited<Promises[Key]> }> {
	await Promise.allSettled(promises);
	return Promise.all(promises);
}
