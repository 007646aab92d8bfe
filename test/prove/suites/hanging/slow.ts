import { allGone, startApp } from '../ending/app.ts';
import { expectRestored } from '../ending/restored.ts';
import type { Kind } from './kind.ts';
import { pause, written } from './process-figures.ts';

const during = async (pid: number, work: () => Promise<void>) => {
	const before = written(pid);
	await work();
	return written(pid) - before;
};

/** A terminal that reads a twentieth of the time, under a program that changes every cell twenty times a second. */
export const slowLink: Kind = {
	name: 'a slow link under a full screen at 20 Hz',
	unit: '% of the bytes',
	async run({ home, fixture, isMeasured }) {
		const app = await startApp({ home, line: fixture, shows: /tick \d+/, columns: 200, rows: 60 });
		const { shell, node } = app;
		try {
			shell.type('b');
			await shell.until(/###/);
			const usual = await during(node, () => pause(4000));
			const slow = await during(node, async () => {
				for (let time = 0; time < 10; time++) {
					shell.stall(true);
					await pause(380);
					shell.stall(false);
					await pause(20);
				}
			});
			shell.type('d');
			await shell.until(/dialog/);
			shell.type('q');
			await allGone(app.all);
			await expectRestored(app, 0);
			const share = (100 * slow) / usual;
			if (isMeasured && share > 60) throw new Error(`a slow link got ${Math.round(share)} % of the bytes`);
			return share;
		} finally {
			shell.close();
		}
	},
};
