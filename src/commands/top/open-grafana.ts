import type { Config } from '../../config/config.ts';
import { describeError } from '../../errors.ts';
import { canOpenBrowser, openInBrowser } from '../../terminal/browser.ts';
import type { Screen } from '../../terminal/screen.ts';
import { grafanaUrl, isLoopback, tunnelCommand } from '../../ui/grafana.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';

type Parts = {
	readonly config: Pick<Config, 'grafana'>;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly store: ModelStore;
	readonly screen: Pick<Screen, 'copy'>;
	readonly now: () => number;
};

const noticeFor = 6000;

/** Opens Grafana at what is looked at; where there is no browser, shows and copies the address and how to reach it. */
export const createOpenGrafana =
	({ config, env, store, screen, now }: Parts) =>
	async (): Promise<void> => {
		const url = grafanaUrl(config.grafana, store.get());
		const show = (why: string) => {
			const isCopied = screen.copy(url);
			const tunnel = isLoopback(url)
				? ['', 'Grafana listens on this machine only. From your own, first run', tunnelCommand(url, env)]
				: [];
			store.dispatch({
				state: {
					dialog: {
						kind: 'message',
						title: 'Grafana',
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
