import type { Engine } from '../../engine/container.ts';
import { describeError } from '../../errors.ts';
import { passThrough } from '../../terminal/pass-through.ts';
import type { Target } from '../../ui/state.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';

type Parts = {
	readonly store: ModelStore;
	readonly connect: () => Promise<Engine>;
	/** Gives the terminal to somebody else until they are done. */
	readonly lend: (use: () => Promise<void>) => Promise<void>;
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
};

// The better shell of those that most images have.
const command = ['/bin/sh', '-c', 'if command -v bash >/dev/null 2>&1; then exec bash; else exec sh; fi'];
const notThere = new Set([126, 127]);

/** Hands the terminal to a shell in a container, and takes it back when that has ended. */
export const createShell =
	({ store, connect, lend, stdin, stdout }: Parts) =>
	async ({ id, name }: Target): Promise<void> => {
		const complain = (text: string, hint?: string) =>
			store.dispatch({
				state: {
					dialog: {
						kind: 'message',
						title: `No shell in ${name}`,
						lines: [text, ...(hint === undefined ? [] : ['', hint])],
					},
				},
			});
		const { signal } = new AbortController();
		try {
			const engine = await connect();
			const size = { columns: stdout.columns, rows: stdout.rows };
			const session = await engine.exec(id, command, size, signal);
			await lend(async () => {
				stdout.write(`A shell in ${name}; exit or Ctrl-D comes back to aixcl.\r\n`);
				const resized = (to: typeof size) => void session.resize(to).catch(() => {});
				await passThrough({ stdin, stdout, stream: session.stream, resized });
			});
			const code = await session.exitCode(signal);
			if (code !== undefined && notThere.has(code))
				complain(
					`The shell ended at once (exit ${code}).`,
					'Images without a shell, such as distroless ones, have none to give.',
				);
		} catch (error) {
			const { message, hint } = describeError(error);
			complain(message, hint);
		}
	};
