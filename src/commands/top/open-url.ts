import { describeError } from '../../errors.ts';
import { canOpenBrowser, openInBrowser } from '../../terminal/browser.ts';
import type { Screen } from '../../terminal/screen.ts';
import { isLoopback, tunnelCommand } from '../../ui/grafana.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';

type Parts = {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly store: ModelStore;
	readonly screen: Pick<Screen, 'copy'>;
	readonly now: () => number;
};

const noticeFor = 6000;

/** Opens an address in a browser; where there is none, shows and copies it, and how to reach it. `title` names what is there. */
export const createOpenUrl =
	({ env, store, screen, now }: Parts) =>
	async (url: string, title: string): Promise<void> => {
		const show = (why: string) => {
			const isCopied = screen.copy(url);
			const tunnel = isLoopback(url)
				? ['', `${title} listens on this machine only. From your own, first run`, tunnelCommand(url, env)]
				: [];
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
		if (!canOpenBrowser(env)) return show('There is no browser here: open the address in your own.');
		try {
			await openInBrowser(url);
			store.dispatch({ state: { notice: { text: `Opened ${url}`, kind: 'info', until: now() + noticeFor } } });
		} catch (error) {
			show(describeError(error).message);
		}
	};
