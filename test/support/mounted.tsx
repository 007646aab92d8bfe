import { render } from 'ink';
import { App } from '../../components/App.tsx';
import { ScreenContext } from '../../components/screen-context.ts';
import { createStore } from '../../src/store/store.ts';
import { createScreen } from '../../src/terminal/screen.ts';
import { createController } from '../../src/ui/controller.ts';
import { type Change, change, type Model } from '../../src/ui/model.ts';
import type { ModelStore } from '../../src/ui/use-model-part.ts';
import { type FakeTerminal, fakeTerminal } from './terminal.ts';

export type Mounted = {
	readonly terminal: FakeTerminal;
	readonly store: ModelStore;
	/** What keys have caused, in order, e.g. `restart 0003…`, `quit`. */
	readonly effects: readonly string[];
	/** Moves the controller's clock by so many milliseconds. */
	wait(time: number): void;
	type(keys: string): Promise<void>;
	resize(columns: number, rows: number): Promise<void>;
	unmount(): void;
};

/** The whole screen on a terminal emulator, with a model to change and keys to press. */
export const mount = async (model: Model, options: { hasColour?: boolean } = {}): Promise<Mounted> => {
	const terminal = fakeTerminal(model.size.columns, model.size.rows);
	const screen = createScreen(terminal.tty, { env: {}, ...options });
	const store = createStore<Model, Change>(model, change);
	const effects: string[] = [];
	let now = 0;
	const note = (text: string) => () => void effects.push(text);
	const keys = createController(store, {
		quit: note('quit'),
		suspend: note('suspend'),
		repaint: note('repaint'),
		openGrafana: note('grafana'),
		act: ({ action, signal, targets }) => {
			const how = signal === undefined ? action : `${action} ${signal}`;
			for (const { id } of targets) effects.push(`${how} ${id}`);
		},
		openUrl: url => void effects.push(`open ${url}`),
		copy: text => effects.push(`copy ${text}`) > 0,
		shell: ({ id }) => void effects.push(`shell ${id}`),
		save: ({ name, text }) => void effects.push(`save ${name}: ${text}`),
		saveScreen: note('save the screen'),
		drawn: () => Promise.resolve(),
		now: () => now,
	});
	screen.stdout.on('resize', () => {
		store.dispatch({ size: { columns: screen.stdout.columns, rows: screen.stdout.rows } });
	});
	screen.enter();
	const app = render(
		<ScreenContext value={screen}>
			<App store={store} keys={keys} />
		</ScreenContext>,
		{
			stdout: screen.stdout,
			stdin: terminal.stdin,
			debug: true,
			interactive: true,
			patchConsole: false,
			exitOnCtrlC: false,
		},
	);
	await terminal.settled();
	return {
		terminal,
		store,
		effects,
		wait: time => {
			now += time;
		},
		async type(text) {
			terminal.type(text);
			await terminal.settled();
		},
		async resize(columns, rows) {
			terminal.resize(columns, rows);
			await terminal.settled();
		},
		unmount() {
			app.unmount();
			screen.leave();
			screen.dispose();
		},
	};
};
