import { deepStrictEqual } from 'node:assert/strict';
import type { App } from './app.ts';

/** Fails unless the terminal is as it was before, and the shell tells this exit status; undefined for any. */
export const expectRestored = async ({ shell, before }: App, status: number | undefined): Promise<void> => {
	const [told, settings] = (await shell.ask('echo $? $(stty -g)')).split(' ');
	const found = { status: Number(told), settings, ...shell.modes(), mouse: shell.hasMouse() };
	const asItWas = { settings: before, alternate: false, cursor: true, paste: false, mouse: false };
	deepStrictEqual(found, { status: status ?? Number(told), ...asItWas });
};
