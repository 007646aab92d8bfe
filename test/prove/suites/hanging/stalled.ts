import type { Shell } from '../../../pty/shell.ts';
import { waitUntil } from '../../../stack/wait-until.ts';
import { type App, allGone, startApp, topLine, wholeScreen } from '../ending/app.ts';
import { expectRestored } from '../ending/restored.ts';
import type { Kind } from './kind.ts';
import { pause, residentMemory, written } from './process-figures.ts';
import { expectWhole } from './whole-frame.ts';

const start = (home: string) => startApp({ home, line: topLine('AIXCL_INTERVAL=1s'), shows: wholeScreen });

/** Opens and closes the help so many times: much to draw. */
const draw = async (shell: Shell, times: number) => {
	for (let time = 0; time < 2 * times; time++) {
		shell.type('?');
		await pause(100);
	}
};

const stall = async ({ shell, node }: App) => {
	shell.stall(true);
	await waitUntil(
		async () => {
			const before = written(node);
			await draw(shell, 3);
			// Threads that wake each other write too, a few bytes each.
			return written(node) - before < 1000;
		},
		{ what: 'the link to be full' },
	);
};

const median = (numbers: readonly number[]) => [...numbers].sort((one, other) => one - other)[numbers.length >> 1]!;

const memoryOver = async ({ shell, node }: App, milliseconds: number) => {
	const before = residentMemory(node);
	const samples: number[] = [];
	for (const end = performance.now() + milliseconds; performance.now() < end; ) {
		await draw(shell, 2);
		samples.push(residentMemory(node));
	}
	return (median(samples.slice(-samples.length >> 2)) - before) / 1024;
};

const minute = 60_000;
const short = 3000;

/** Nobody takes what is drawn for a minute (three seconds in short), while another's is taken all the time. */
export const stalledLink: Kind = {
	name: 'stalled, then read again',
	unit: 'MiB more than one that is read',
	async run({ home, isMeasured }) {
		const apps = await Promise.all([start(home), start(home)]);
		const [app, twin] = apps;
		try {
			// The heap finds its size in the first minute.
			if (isMeasured) await Promise.all(apps.map(({ shell }) => draw(shell, 350)));
			await stall(app);
			const duration = isMeasured ? minute : short;
			const [growth, usual] = await Promise.all([memoryOver(app, duration), memoryOver(twin, duration)]);
			app.shell.stall(false);
			await expectWhole(app.shell);
			app.shell.type('q');
			await allGone(app.all);
			await expectRestored(app, 0);
			const more = growth - usual;
			if (isMeasured && more > 5) throw new Error(`it grew by ${more.toFixed(1)} MiB more than one that is read`);
			return more;
		} finally {
			for (const { shell } of apps) shell.close();
		}
	},
};

/** Is told to end while nobody takes what is drawn. */
export const stalledEnd: Kind = {
	name: 'stalled, then SIGTERM',
	unit: 'ms',
	async run({ home, isMeasured }) {
		const app = await start(home);
		try {
			await stall(app);
			const began = performance.now();
			process.kill(app.node, 'SIGTERM');
			await allGone([app.node]);
			const took = performance.now() - began;
			app.shell.stall(false);
			await allGone(app.all);
			await expectRestored(app, undefined);
			if (isMeasured && took > 1000) throw new Error(`it took ${Math.round(took)} ms to end`);
			return took;
		} finally {
			app.shell.close();
		}
	},
};
