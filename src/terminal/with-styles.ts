/**
 * Loads modules that ask the environment once whether there are styles, as Ink does, so that they always style. The
 * screen then drops colours where they are not wanted, and keeps what can be told apart without them.
 */
export const withStyles = async <T>(load: () => Promise<T>): Promise<T> => {
	const before = process.env.FORCE_COLOR;
	process.env.FORCE_COLOR = '3';
	try {
		return await load();
	} finally {
		if (before === undefined) delete process.env.FORCE_COLOR;
		else process.env.FORCE_COLOR = before;
	}
};
