import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RigHandle } from '../../../stack/rig-handle.ts';
import { readTopScreen, type TopScreen } from '../../../stack/top-screen.ts';
import { waitUntil } from '../../../stack/wait-until.ts';
import { type FaultProxy, startFaultProxy } from '../../../support/faults/proxy.ts';
import { type App, aixcl, allGone, startApp } from '../ending/app.ts';
import { expectRestored } from '../ending/restored.ts';

/** The real program between proxies of its own. */
export type Bundle = {
	readonly prometheus: FaultProxy;
	readonly engine: FaultProxy;
	/** Starts it anew where it does not run; resolves once it has the terminal, or once the screen shows something. */
	start(shows?: RegExp): Promise<void>;
	/** The process id of its node. */
	readonly pid: () => number;
	press(keys: string): void;
	screen(): TopScreen;
	/** Waits so many seconds for a condition; fails with the screen. */
	see<T>(what: string, condition: (screen: TopScreen) => T | undefined | false, seconds?: number): Promise<T>;
	/** Opens and closes the help; milliseconds until each of the two was to be seen. */
	answersKeys(): Promise<readonly number[]>;
	/** Ends it with `q`: fails unless its status is 0 and the terminal as it was. */
	leave(): Promise<void>;
	/** Ends it whatever it does, and the proxies. */
	close(): Promise<void>;
};

/** Where the real servers are, or what stands in for them. */
export type Servers = Pick<RigHandle, 'prometheusUrl' | 'dockerHost'>;

/** A bundle that finds these servers by way of proxies; what it needs is kept in a folder of its own in `folder`; further variables as a shell writes them. */
export const openBundle = async (rig: Servers, folder: string, variables = ''): Promise<Bundle> => {
	const home = await mkdtemp(join(folder, 'home-'));
	const prometheus = await startFaultProxy({ port: Number(new URL(rig.prometheusUrl).port) });
	const socket = join(home, 'engine.sock');
	const engine = await startFaultProxy({ path: rig.dockerHost.replace('unix://', '') }, { path: socket });
	const port = 'port' in prometheus.at ? prometheus.at.port : 0;
	const line = `${variables} AIXCL_INTERVAL=1s AIXCL_PROMETHEUS_URL=http://127.0.0.1:${port} DOCKER_HOST=unix://${socket} '${aixcl}' top`;
	let app: App | undefined;

	const text = () => app?.shell.text() ?? '';
	const screen = () => readTopScreen(text());
	const see: Bundle['see'] = (what, condition, seconds = 15) =>
		waitUntil(
			() => {
				if (!app?.shell.modes().alternate) throw new Error('it has ended');
				return condition(screen());
			},
			{ what, seconds, why: text },
		);
	const timed = async (key: string, pattern: RegExp) => {
		const began = performance.now();
		app?.shell.type(key);
		await app?.shell.until(pattern, 10_000);
		return performance.now() - began;
	};
	return {
		prometheus,
		engine,
		async start(shows) {
			app ??= await startApp({ home, line, shows });
		},
		pid: () => app?.node ?? Number.NaN,
		press: keys => app?.shell.type(keys),
		screen,
		see,
		answersKeys: async () => [await timed('?', /│ Keys/), await timed('?', /^(?![\s\S]*│ Keys)/)],
		async leave() {
			const ended = app;
			if (!ended) return;
			app = undefined;
			try {
				ended.shell.type('q');
				await allGone(ended.all).catch((error: Error) => {
					throw new Error(`${error.message}\n${ended.shell.text()}`);
				});
				await ended.shell.until(/ready> $/m);
				await expectRestored(ended, 0);
				if (/bug in aixcl/.test(ended.shell.text())) throw new Error(ended.shell.text());
			} finally {
				ended.shell.close();
			}
		},
		async close() {
			app?.shell.close();
			app = undefined;
			await prometheus.close();
			await engine.close();
			await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
		},
	};
};
