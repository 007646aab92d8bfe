import { Box, render, useWindowSize } from 'ink';
import type { ReactNode } from 'react';
import { ScreenContext } from '../../components/screen-context.ts';
import { createScreen, type Screen, type ScreenOptions } from '../../src/terminal/screen.ts';
import type { FakeTerminal } from '../support/terminal.ts';

const closers: (() => void)[] = [];

/** Unmounts everything that `mount` has mounted. */
export const unmountAll = (): void => {
	for (const close of closers.splice(0)) close();
};

/** A box of the size of the terminal. */
export const Root = ({ children }: { readonly children?: ReactNode }): ReactNode => {
	const { columns, rows } = useWindowSize();
	return (
		<Box width={columns} height={rows} flexDirection="column">
			{children}
		</Box>
	);
};

/** A screen that has taken the terminal. */
export const entered = (terminal: FakeTerminal, options: ScreenOptions = { env: {} }): Screen => {
	const screen = createScreen(terminal.tty, options);
	screen.enter();
	return screen;
};

/** Shows a tree on a terminal the way the program does. */
export const mount = (
	terminal: FakeTerminal,
	tree: ReactNode,
	options: ScreenOptions = { env: {} },
	screen = entered(terminal, options),
): { readonly screen: Screen; rerender(tree: ReactNode): void } => {
	const wrap = (inner: ReactNode) => <ScreenContext value={screen}>{inner}</ScreenContext>;
	const ink = render(wrap(tree), {
		stdout: screen.stdout,
		stdin: terminal.stdin,
		debug: true,
		interactive: true,
		patchConsole: false,
		exitOnCtrlC: false,
	});
	closers.push(() => {
		ink.unmount();
		screen.leave();
		screen.dispose();
	});
	return { screen, rerender: inner => ink.rerender(wrap(inner)) };
};

/** Something to subscribe to that changes when a test says so. */
export const createSource = () => {
	const listeners = new Set<() => void>();
	return {
		listeners,
		subscribe(changed: () => void) {
			listeners.add(changed);
			return () => listeners.delete(changed);
		},
		notify() {
			for (const listener of listeners) listener();
		},
	};
};

/** Draws a rectangle full of one character. */
export const rowsOf = (char: string) => (width: number, height: number) =>
	Array.from({ length: height }, () => char.repeat(width));
