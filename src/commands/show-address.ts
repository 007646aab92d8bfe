import { describeError } from '../errors.ts';
import { canOpenBrowser, openInBrowser, webAddress } from '../terminal/browser.ts';
import { clipboardSequence } from '../terminal/clipboard.ts';
import { createLinks } from '../terminal/links.ts';
import { clean } from '../text/clean.ts';
import { isLoopback, tunnelCommand } from '../ui/grafana.ts';
import type { Invocation } from './command.ts';

/**
 * Opens an address in the user's browser. Where there is none, as over SSH, prints it; on a terminal as a link and sent
 * to the user's own clipboard; and with the command that makes it reachable from there.
 */
export const showAddress = async (
	url: string,
	{ env, terminal, write }: Pick<Invocation, 'env' | 'terminal' | 'write'>,
): Promise<void> => {
	const address = webAddress(url);
	const show = async (why: string) => {
		const isTerminal = terminal.output && env.TERM !== 'dumb';
		const copy = isTerminal ? clipboardSequence(address, env) : undefined;
		const lines = [
			why,
			`  ${isTerminal ? createLinks().wrap(address, address) : clean(address)}`,
			...(copy === undefined ? [] : ['It was sent to your clipboard.']),
			...(isLoopback(address)
				? ['It is reached from this machine only. From your own, first run', `  ${tunnelCommand(address, env)}`]
				: []),
		];
		await write(`${copy ?? ''}${lines.join('\n')}\n`);
	};
	if (!canOpenBrowser(env)) return show('There is no browser here: open this address in your own.');
	try {
		await openInBrowser(address);
		await write(`Opened ${clean(address)}\n`);
	} catch (error) {
		await show(`${describeError(error).message}. The address is`);
	}
};
