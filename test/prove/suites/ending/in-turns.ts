/** Does something with each item, three at a time: more would only wait for each other on a small machine. */
export const inTurns = async <T>(items: readonly T[], use: (item: T) => Promise<void>): Promise<void> => {
	const queue = [...items];
	const work = async () => {
		for (let item = queue.shift(); item !== undefined; item = queue.shift()) await use(item);
	};
	await Promise.all([work(), work(), work()]);
};
