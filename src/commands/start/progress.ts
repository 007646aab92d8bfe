import type { Clean } from '../../text/clean.ts';
import { fitLeft } from '../../text/width.ts';
import type { Invocation } from '../command.ts';

/** What is under way, told on standard error: lines that stay, and on a terminal one last line that changes. */
export type Progress = {
	/** A line that stays. */
	line(text: Clean): Promise<void>;
	/** What is waited for now; only a terminal shows it. */
	state(text: Clean): Promise<void>;
	/** Takes the changing line away. */
	clear(): Promise<void>;
};

const erase = '\r\u001b[K';

export const createProgress = (
	{ tell, terminal, env }: Pick<Invocation, 'tell' | 'terminal' | 'env'>,
	columns: () => number = () => process.stderr.columns || 80,
): Progress => {
	const isLive = terminal.error && env.TERM !== 'dumb';
	let shown = '';
	return {
		async line(text) {
			await tell(`${shown === '' ? '' : erase}${text}\n`);
			shown = '';
		},
		async state(text) {
			// A line that wraps could not be taken back.
			const line = fitLeft(text, columns() - 1).trimEnd();
			if (!isLive || line === shown) return;
			await tell(`${erase}${line}`);
			shown = line;
		},
		async clear() {
			if (shown !== '') await tell(erase);
			shown = '';
		},
	};
};
