import { render } from 'ink';
import { App } from '../../../components/App.tsx';
import { Boundary } from '../../../components/Boundary.tsx';
import { ScreenContext } from '../../../components/screen-context.ts';
import type { Config } from '../../config/config.ts';
import type { Lifecycle } from '../../terminal/lifecycle.ts';
import type { Screen } from '../../terminal/screen.ts';
import { createController } from '../../ui/controller.ts';
import type { ModelStore } from '../../ui/use-model-part.ts';
import { createAct } from './act.ts';
import { followLog } from './follow-log.ts';
import { createOpenGrafana } from './open-grafana.ts';
import { pinSelection } from './pin-selection.ts';
import { createSave } from './save-text.ts';
import { tickClock } from './tick-clock.ts';
import { watchAlerts } from './watch-alerts.ts';
import { watchDetails } from './watch-details.ts';
import { watchEngine } from './watch-engine.ts';
import { watchSource } from './watch-source.ts';
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
};

const now = () => performance.now();

/** Brings the screen to life: Ink's tree, the keys, and what keeps the model true. */
export const startSession = ({ config, env, store, screen, lifecycle, stdin }: Parts): Session => {
	const access = createEngineAccess(config, env);
	const every = () => store.get().state.interval * 1000;
	const numbers = createSource(config);
	const source = watchSource(store, numbers, every);
	const stopAlerts = watchAlerts(store, numbers, every);
	const stopDetails = watchDetails(store, numbers, every);
	const engine = watchEngine(store, access.connect, every);
	const act = createAct(store, access.connect, engine.refresh, now);
	const save = createSave(store, env, now);
	const keys = createController(store, {
		quit: () => lifecycle.quit(0),
		suspend: () => void lifecycle.suspend(),
		repaint: screen.invalidate,
		act: (action, id) => void act(action, id),
		openGrafana: createOpenGrafana({ config, env, store, screen, now }),
		copy: screen.copy,
		save: (name, text) => void save(name, text),
		drawn: screen.drained,
		now,
	});

	const resized = () => store.dispatch({ size: { columns: screen.stdout.columns, rows: screen.stdout.rows } });
	screen.stdout.on('resize', resized);
	// The terminal may have changed its size while all this was loaded.
	resized();
	const app = render(
		<Boundary onError={lifecycle.fail}>
			<ScreenContext value={screen}>
				<App store={store} keys={keys} />
			</ScreenContext>
		</Boundary>,
		{ stdout: screen.stdout, stdin, debug: true, interactive: true, patchConsole: false, exitOnCtrlC: false },
	);
	const refresh = () => {
		source.refresh();
		engine.refresh();
	};
	const stopClock = tickClock(store);
	const stopPinning = pinSelection(store);
	const stopLog = followLog(store, access.connect);
	// What the person chooses is read at once, not at the next tick.
	let chosen = store.get().state;
	const stopChoices = store.subscribe(() => {
		const { state } = store.get();
		const isOther = state.host !== chosen.host || state.interval !== chosen.interval;
		chosen = state;
		if (isOther) source.refresh();
	});
	return {
		refresh,
		stop() {
			stopAlerts();
			stopDetails();
			stopChoices();
			stopLog();
			stopPinning();
			stopClock();
			engine.stop();
			source.stop();
			access.close();
			screen.stdout.off('resize', resized);
			app.unmount();
		},
	};
};
