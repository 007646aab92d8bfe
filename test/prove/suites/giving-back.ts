import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildFixture } from '../../pty/fixture.ts';
import { createRandom } from '../../terminal/random.ts';
import type { Suite } from '../suite.ts';
import { allGone, startApp, topLine, wholeScreen } from './ending/app.ts';
import { inTurns } from './ending/in-turns.ts';
import { expectRestored } from './ending/restored.ts';
import { type Way, waysToEnd } from './ending/ways.ts';

type Moment = { readonly isEarly: boolean; readonly pause: number };

const endBy = async (way: Way, home: string, { isEarly, pause }: Moment): Promise<void> => {
	const line = way.line ?? topLine();
	const app = await startApp({ home, line, shows: isEarly ? undefined : (way.shows ?? wholeScreen) });
	try {
		await new Promise(resolve => setTimeout(resolve, pause));
		await way.end(app, home);
		if (way.status !== undefined && !way.isLate) await app.shell.until(/ready> $/m, 20_000);
		await allGone(app.all);
		if (way.status === undefined) return;
		await expectRestored(app, way.status);
		if (way.says && !way.says.test(app.shell.text())) throw new Error(`it does not say ${way.says}`);
	} finally {
		app.shell.close();
	}
};

const ways = waysToEnd('./fixture/aixcl');

/** Every way to end, through the real launcher, in a real pty. */
export const givingBack: Suite = {
	name: 'giving-back',
	promise: 'always gives the terminal back',
	title: `the terminal is as it was after each of ${ways.length} ways to end`,
	how:
		`dist/aixcl from a shell in a pty, ended by ${ways.map(({ name }) => name).join('; ')}; signals and the closing also ` +
		'while it starts: stty -g as before, the alternate screen, bracketed paste and mouse off, the cursor on (in an ' +
		'emulator), the right exit status, no process left',
	unit: 'ends',
	full: ways.length * 100,
	short: ways.length,
	async run(count, seed) {
		const fixture = await buildFixture();
		const home = await mkdtemp(join(tmpdir(), 'aixcl-ending-'));
		const random = createRandom(seed);
		const trials = Array.from({ length: count }, (_, index) => {
			const way = ways[index % ways.length]!;
			// The first of each is on the whole screen, so that the short form is the plain case.
			const isEarly = index >= ways.length && way.isEarly === true && random.chance(0.5);
			return { way, isEarly, pause: random.below(100) };
		});
		const failures: string[] = [];
		try {
			await cp(fixture.folder, join(home, 'fixture'), { recursive: true });
			await inTurns(trials, async ({ way, ...moment }) => {
				await endBy(way, home, moment).catch((error: Error) => {
					failures.push(`${way.name}${moment.isEarly ? ' at the start' : ''}: ${error.message}`);
				});
			});
		} finally {
			await fixture.remove();
			await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
		}
		return { count: trials.length, failures: failures.length, detail: failures.slice(0, 3).join('; ') };
	},
};
