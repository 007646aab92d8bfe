import { allGone, startApp, topLine, wholeScreen } from '../ending/app.ts';
import { expectRestored } from '../ending/restored.ts';
import type { Kind } from './kind.ts';
import { pause, written } from './process-figures.ts';
import { expectWhole } from './whole-frame.ts';

/** Two hundred sizes in little more than half a second, as a window that is dragged. */
export const resized: Kind = {
	name: '200 sizes in a row',
	unit: 'KiB drawn',
	async run({ home, below }) {
		const app = await startApp({ home, line: topLine(), shows: wholeScreen });
		const { shell } = app;
		try {
			const before = written(app.node);
			for (let time = 0; time < 200; time++) {
				shell.resize(1 + below(250), 1 + below(80));
				await pause(3);
			}
			shell.resize(120, 40);
			await shell.until(wholeScreen);
			const drawn = (written(app.node) - before) / 1024;
			await expectWhole(shell);
			shell.type('q');
			await allGone(app.all);
			await expectRestored(app, 0);
			return drawn;
		} finally {
			shell.close();
		}
	},
};
