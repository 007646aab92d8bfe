import type { Screen } from './screen.ts';
import { keepSignals } from './signals.ts';

export type Lifecycle = {
	/** Takes the terminal, and gives it back whatever ends the program from then on. */
	start(): void;
	/** Gives the terminal back, stops this process and those around it (Ctrl-Z), and takes it again when continued. */
	suspend(): Promise<void>;
	/**
	 * Gives the terminal to somebody else, and takes it again when they are done, however that went. Resolves with whether
	 * it was there to be given: not while somebody else has it, nor at the end.
	 */
	lend(use: () => Promise<void>): Promise<boolean>;
	/** Ends the program with this exit status. */
	quit(status: number): void;
	/** Ends the program because of a bug or an expected failure. */
	fail(error: unknown): void;
	/** The exit status once the terminal was given back; rejects with what `fail` was called with. */
	readonly ended: Promise<number>;
};

export type LifecycleOptions = {
	readonly screen: Screen;
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	/** Called when the program runs again after having been stopped: what it knows is old. */
	readonly onContinue?: () => void;
};

/** How long a terminal may take the end, in ms: with what comes before and after it, less than a second in all. */
const patience = 500;
const parentInterval = 1000;
/** As for SIGHUP: the terminal is gone. */
const hungUp = 129;

const nextTurns = async () => {
	for (let turn = 0; turn < 2; turn++) await new Promise(resolve => setImmediate(resolve));
};

const unblock = (stdout: NodeJS.WriteStream) => {
	// A terminal that takes nothing (a stalled SSH link) would stop the whole program, signal handlers included.
	const { _handle: handle } = stdout as { _handle?: { setBlocking?(isBlocking: boolean): void } };
	handle?.setBlocking?.(false);
};

/** The program's hold on the terminal, from taking it to giving it back. */
export const createLifecycle = ({ screen, stdin, stdout, onContinue }: LifecycleOptions): Lifecycle => {
	const { promise: ended, resolve, reject } = Promise.withResolvers<number>();
	ended.catch(() => {});
	let isAway = true;
	let isEnding = false;
	let wasRaw = false;

	const giveBack = () => {
		if (isAway) return;
		isAway = true;
		wasRaw = stdin.isRaw === true;
		screen.leave();
		if (wasRaw) stdin.setRawMode(false);
	};
	const take = () => {
		if (!isAway || isEnding) return;
		isAway = false;
		screen.enter();
		if (wasRaw) stdin.setRawMode(true);
	};

	const end = async (settle: () => void) => {
		if (isEnding) return;
		isEnding = true;
		giveBack();
		const deadline = new Promise<'late'>(late => void setTimeout(late, patience, 'late'));
		if ((await Promise.race([screen.drained(), deadline])) === 'late') {
			// What gives the terminal back is still queued and would be lost: the parent process can wait for it, we cannot.
			process.kill(process.pid, 'SIGKILL');
		}
		clearInterval(parentWatch);
		settle();
	};
	const quit = (status: number) => void end(() => resolve(status));
	const fail = (error: unknown) => void end(() => reject(error));
	const gone = () => quit(hungUp);

	const continued = () => {
		if (isEnding) return;
		if (!isAway) {
			// Stopped without a chance to give the terminal back: whoever had it meanwhile has left it in another state.
			wasRaw = stdin.isRaw === true;
			if (wasRaw) stdin.setRawMode(false);
			isAway = true;
		}
		take();
		onContinue?.();
	};
	const suspend = async () => {
		if (isAway || isEnding) return;
		giveBack();
		await screen.drained();
		signals.stopGroup();
		await nextTurns();
		// Nobody can continue a process group without a shell above it: it was never stopped.
		if (isAway) continued();
	};
	const lend = async (use: () => Promise<void>) => {
		if (isAway || isEnding) return false;
		giveBack();
		await screen.drained();
		try {
			await use();
		} finally {
			take();
		}
		return true;
	};
	const signals = keepSignals({ quit, suspend: () => void suspend(), continued });

	const parent = process.ppid;
	let parentWatch: NodeJS.Timeout | undefined;

	return {
		start() {
			unblock(stdout);
			signals.start();
			process.on('uncaughtException', fail);
			process.on('unhandledRejection', fail);
			process.on('exit', giveBack);
			stdin.on('end', gone);
			stdin.on('error', gone);
			stdout.on('error', gone);
			parentWatch = setInterval(() => {
				if (process.ppid !== parent) gone();
			}, parentInterval).unref();
			take();
		},
		suspend,
		lend,
		quit,
		fail,
		ended,
	};
};
