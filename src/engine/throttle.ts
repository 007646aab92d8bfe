/** Calls through at once, then at most once in `ms`; what was held back is called at the end of that time. */
export type Throttle = {
	call(): void;
	/** Calls now if a call is held back. */
	flush(): void;
	/** Drops what is held back. */
	cancel(): void;
};

export const createThrottle = (callee: () => void, ms: number): Throttle => {
	let timer: NodeJS.Timeout | undefined;
	let isWanted = false;

	const expire = () => {
		timer = undefined;
		if (isWanted) run();
	};

	const run = () => {
		isWanted = false;
		timer = setTimeout(expire, ms);
		callee();
	};

	const cancel = () => {
		clearTimeout(timer);
		timer = undefined;
		isWanted = false;
	};

	return {
		call() {
			if (timer === undefined) run();
			else isWanted = true;
		},
		flush() {
			const isHeld = isWanted;
			cancel();
			if (isHeld) callee();
		},
		cancel,
	};
};
