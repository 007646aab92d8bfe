import type { Effects } from '../../src/ui/controls/context.ts';

/** What keys cause outside the screen, caused nowhere; a test puts in what it looks at. */
export const noEffects: Effects = {
	quit() {},
	suspend() {},
	repaint() {},
	act() {},
	openGrafana() {},
	openUrl() {},
	copy: () => true,
	shell() {},
	save() {},
	saveScreen() {},
	drawn: () => Promise.resolve(),
	now: () => 0,
};
