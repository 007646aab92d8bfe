import { render } from 'ink';
import { App } from '../../../components/App.tsx';
import { Boundary } from '../../../components/Boundary.tsx';
import { ScreenContext } from '../../../components/screen-context.ts';
import type { Config } from '../../config/config.ts';
import { isModelAction } from '../../llm/model-action.ts';
import { createOllama } from '../../llm/ollama.ts';
import { createAlertmanager } from '../../sources/alertmanager.ts';
import type { Lifecycle } from '../../terminal/lifecycle.ts';
import type { Screen } from '../../terminal/screen.ts';
import { createController } from '../../ui/controller.ts';
import { grafanaUrl } from '../../ui/grafana.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';
import { openAudit } from '../open-audit.ts';
import { createAct } from './act.ts';
import { createActOnModel } from './act-on-model.ts';
import { followLog } from './follow-log.ts';
import { createOpenUrl } from './open-url.ts';
import { pinSelection } from './pin-selection.ts';
import { pruneMarks } from './prune-marks.ts';
import { createSaveScreen } from './save-screen.ts';
import { createSave } from './save-text.ts';
import { createShell } from './shell.ts';
import { tellClients } from './tell-clients.ts';
import { tickClock } from './tick-clock.ts';
import { watchAlerts, watchSilences } from './watch-alerts.ts';
import { watchChanges } from './watch-changes.ts';
import { watchCharts } from './watch-charts.ts';
import { watchDetails } from './watch-details.ts';
import { watchEngine } from './watch-engine.ts';
import { watchGpuOwners } from './watch-gpu-owners.ts';
import { watchInspection } from './watch-inspection.ts';
import { watchNorms, watchWebui } from './watch-llm.ts';
import { watchPastEvents } from './watch-past-events.ts';
import { watchSource } from './watch-source.ts';
import { watchUsage } from './watch-usage.ts';
import { createEngineAccess, createSource } from './wiring.ts';

export type Session = {
	/** Reads everything now. */
	refresh(): void;
	stop(): void;
};

type Parts = {
	readonly config: Config;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly store: ModelStore;
	readonly screen: Screen;
	readonly lifecycle: Lifecycle;
	readonly stdin: NodeJS.ReadStream;
	/** The terminal itself, for what takes it. */
	readonly stdout: NodeJS.WriteStream;
};

const now = () => performance.now();

/** Brings the screen to life: Ink's tree, the keys, and what keeps the model true. */
export const startSession = ({ config, env, store, screen, lifecycle, stdin, stdout }: Parts): Session => {
	// A notice would be gone with that of the action itself.
	const audit = openAudit(env, (sentence, hint) => {
		const dialog = { kind: 'message', title: 'Not recorded', lines: [sentence, '', hint] } as const;
		if (store.get().state.dialog === undefined) store.dispatch({ state: { dialog } });
	});
	const access = createEngineAccess(config, env, audit);
	const every = () => store.get().state.interval * 1000;
	const numbers = createSource(config);
	const source = watchSource(store, numbers, every);
	const stopAlerts = watchAlerts(store, numbers, every);
	const stopSilences = watchSilences(store, createAlertmanager({ url: config.alertmanager }), every);
	const stopDetails = watchDetails(store, numbers, every);
	const engine = watchEngine(store, access.connect, every);
	const stopInspection = watchInspection(store, access.connect, every);
	const stopTelling = tellClients(store, access.connect);
	const stopUsage = watchUsage(store, numbers);
	const stopChanges = watchChanges(store, numbers);
	const stopPastEvents = watchPastEvents(store, numbers);
	const stopCharts = watchCharts(store, numbers);
	const ollama = createOllama({ url: config.ollama, isReadOnly: config.readOnly });
	const stopOwners = watchGpuOwners(store, { ollama });
	const stopNorms = watchNorms(store, numbers);
	const stopWebui = watchWebui(store, config.openWebui);
	const act = createAct({ store, connect: access.connect, refresh: engine.refresh, now });
	const actOnModel = createActOnModel({ store, ollama, audit, refresh: () => source.refresh(), now });
	const openUrl = createOpenUrl({ env, store, screen, now });
	const save = createSave(store, env, now);
	const saveScreen = createSaveScreen({ store, env, screen, source: numbers, now });
	const keys = createController(store, {
		quit: () => lifecycle.quit(0),
		suspend: () => void lifecycle.suspend(),
		repaint: screen.invalidate,
		act: ({ action, ...order }) =>
			void (isModelAction(action) ? actOnModel({ action, ...order }) : act({ action, ...order })),
		openGrafana: () => void openUrl(grafanaUrl(config.grafana, store.get()), 'Grafana'),
		openUrl: (url, title, machine) => void openUrl(url, title, machine),
		copy: screen.copy,
		shell: target => void shell(target),
		save: saving => void save(saving),
		saveScreen: () => void saveScreen(),
		drawn: screen.drained,
		now,
	});

	const resized = () => store.dispatch({ size: { columns: screen.stdout.columns, rows: screen.stdout.rows } });
	screen.stdout.on('resize', resized);
	// The terminal may have changed its size while all this was loaded.
	resized();
	const mount = () =>
		render(
			<Boundary onError={lifecycle.fail}>
				<ScreenContext value={screen}>
					<App store={store} keys={keys} />
				</ScreenContext>
			</Boundary>,
			{ stdout: screen.stdout, stdin, debug: true, interactive: true, patchConsole: false, exitOnCtrlC: false },
		);
	let app = mount();
	// Ink reads every key while it is mounted, so it goes whenever somebody else has the terminal.
	const lend = async (use: () => Promise<void>) => {
		let isLent = false;
		try {
			return await lifecycle.lend(() => {
				isLent = true;
				app.unmount();
				return use();
			});
		} finally {
			if (isLent) {
				app = mount();
				resized();
				refresh();
			}
		}
	};
	const shell = createShell({ store, connect: access.connect, lend, stdin, stdout, now });
	const refresh = () => {
		source.refresh();
		engine.refresh();
	};
	const stopClock = tickClock(store);
	const stopPinning = pinSelection(store);
	const stopPruning = pruneMarks(store);
	const stopLog = followLog(store, access.connect);
	// What the person chooses is read at once, not at the next tick.
	let chosen = store.get().state;
	const stopChoices = store.subscribe(() => {
		const { state } = store.get();
		const { host, at, window, interval } = chosen;
		chosen = state;
		if (state.host !== host || state.at !== at || state.window !== window) source.travel();
		else if (state.interval !== interval) source.refresh();
	});
	return {
		refresh,
		stop() {
			stopAlerts();
			stopSilences();
			stopDetails();
			stopInspection();
			stopTelling();
			stopUsage();
			stopChanges();
			stopPastEvents();
			stopCharts();
			stopOwners();
			stopNorms();
			stopWebui();
			stopChoices();
			stopLog();
			stopPinning();
			stopPruning();
			stopClock();
			engine.stop();
			source.stop();
			access.close();
			screen.stdout.off('resize', resized);
			app.unmount();
		},
	};
};
