import { createInterface } from 'node:readline';

/** One line of a stream such as standard input, without its end; absent where the stream has ended. */
export const readLineOf = (stream: NodeJS.ReadStream): Promise<string | undefined> =>
	new Promise(resolve => {
		const lines = createInterface({ input: stream });
		lines.once('line', line => {
			resolve(line);
			lines.close();
		});
		lines.once('close', () => resolve(undefined));
	});
