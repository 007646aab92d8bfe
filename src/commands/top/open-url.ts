import { describeError } from '../../errors.ts';
import { canOpenBrowser, openInBrowser } from '../../terminal/browser.ts';
import type { Screen } from '../../terminal/screen.ts';
import { isLoopback, tunnelCommand, tunnelTo } from '../../ui/grafana.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';

type Parts = {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly store: ModelStore;
	readonly screen: Pick<Screen, 'copy'>;
	readonly now: () => number;
};

const noticeFor = 6000;

/**
 * Opens an address in a browser; where there is none, shows and copies it, and how to reach it. `title` names what is
 * there; an address of loopback is one of `machine`, where that is given, and no browser of this one reaches it.
 */
export const createOpenUrl =
	({ env, store, screen, now }: Parts) =>
	async (url: string, title: string, machine?: string): Promise<void> => {
		const isThere = machine !== undefined && isLoopback(url);
		const show = (why: string) => {
			const isCopied = screen.copy(url);
			const only = isThere ? `${machine} only. First run` : 'this machine only. From your own, first run';
			const command = isThere ? tunnelTo(url, machine) : tunnelCommand(url, env);
			const tunnel = isLoopback(url) ? ['', `${title} listens on ${only}`, command] : [];
			store.dispatch({
				state: {
					dialog: {
						kind: 'message',
						title,
						url,
						lines: [why, ...(isCopied ? ['The address was sent to your clipboard.'] : []), ...tunnel],
					},
				},
			});
		};
		if (isThere) return show('Its engine is on another machine.');
		if (!canOpenBrowser(env)) return show('There is no browser here: open the address in your own.');
		try {
			await openInBrowser(url);
			store.dispatch({ state: { notice: { text: `Opened ${url}`, kind: 'info', until: now() + noticeFor } } });
		} catch (error) {
			show(describeError(error).message);
		}
	};
