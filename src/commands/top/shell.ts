import type { Engine } from '../../engine/container.ts';
import { describeError } from '../../errors.ts';
import { passThrough } from '../../terminal/pass-through.ts';
import type { Notice, Target } from '../../ui/state.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';

type Parts = {
	readonly store: ModelStore;
	readonly connect: () => Promise<Engine>;
	/** Gives the terminal to somebody else until they are done; whether it was there to be given. */
	readonly lend: (use: () => Promise<void>) => Promise<boolean>;
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	/** Milliseconds of a monotonic clock. */
	readonly now: () => number;
};

// The better shell of those that most images have.
const command = ['/bin/sh', '-c', 'if command -v bash >/dev/null 2>&1; then exec bash; else exec sh; fi'];
const notThere = new Set([126, 127]);
// The notice stays until the shell is there.
const noticeFor = 3_600_000;

/** Hands the terminal to a shell in a container, and takes it back when that has ended. One at a time. */
export const createShell = ({ store, connect, lend, stdin, stdout, now }: Parts) => {
	const complain = (name: string, text: string, hint?: string) => {
		const lines = [text, ...(hint === undefined ? [] : ['', hint])];
		store.dispatch({ state: { dialog: { kind: 'message', title: `No shell in ${name}`, lines } } });
	};

	const open = async ({ id, name }: Target): Promise<void> => {
		const { signal } = new AbortController();
		const engine = await connect();
		const size = { columns: stdout.columns, rows: stdout.rows };
		const session = await engine.exec(id, command, size, signal);
		let wasUsed = false;
		const isLent = await lend(async () => {
			stdout.write(`A shell in ${name}; exit or Ctrl-D comes back to aixcl.\r\n`);
			const resized = (to: typeof size) => void session.resize(to).catch(() => {});
			const { isUsed } = await passThrough({ stdin, stdout, stream: session.stream, resized });
			wasUsed = isUsed;
		});
		if (!isLent) return void session.stream.destroy();
		const code = await session.exitCode(signal);
		// A shell ends with the status of its last command, which may be that of one that is not there.
		if (wasUsed || code === undefined || !notThere.has(code)) return;
		const hint = 'Images without a shell, such as distroless ones, have none to give.';
		complain(name, `The shell ended at once (exit ${code}).`, hint);
	};

	let isBusy = false;
	return async (target: Target): Promise<void> => {
		if (isBusy) return;
		isBusy = true;
		const notice: Notice = { text: `opening a shell in ${target.name} …`, kind: 'info', until: now() + noticeFor };
		store.dispatch({ state: { notice } });
		try {
			await open(target);
		} catch (error) {
			const { message, hint } = describeError(error);
			complain(target.name, message, hint);
		} finally {
			isBusy = false;
			if (store.get().state.notice === notice) store.dispatch({ state: { notice: undefined } });
		}
	};
};
