/** Steps to undo, run in the reverse of the order in which they were added. */
export type Cleanup = {
	readonly add: (undo: () => Promise<void> | void) => void;
	/** Runs every step once, also when some fail; then throws the first failure. */
	readonly run: () => Promise<void>;
};

/** Makes an empty list of steps. Running it again gives the promise of the first run. */
export function createCleanup(): Cleanup {
	const steps: (() => Promise<void> | void)[] = [];
	let running: Promise<void> | undefined;

	async function runAll() {
		const failures: unknown[] = [];
		for (const step of steps.reverse()) {
			try {
				await step();
			} catch (error) {
				failures.push(error);
			}
		}
		if (failures.length > 0) throw failures[0];
	}

	return {
		add: undo => void steps.push(undo),
		run: () => {
			running ??= runAll();
			return running;
		},
	};
}
