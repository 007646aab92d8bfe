import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '../../../terminal/random.ts';
import { hostileText } from '../hostile-text.ts';
import type { Channel, Input } from './channel.ts';
import { withoutDrawing } from './grammar.ts';
import { type Program, startProgram } from './program.ts';
import { startWorld } from './world.ts';

/** What came of it: inputs that were seen on the screen, and what happened besides. */
export type Tried = { readonly count: number; readonly failures: number; readonly details: readonly string[] };

export type Trial = {
	readonly channel: Channel;
	readonly count: number;
	readonly seed: number;
	/** The program. */
	readonly file: string;
	/** Whether an input may hide itself or its neighbours, as it does where nothing cleans it. */
	readonly mayHide: boolean;
	/** Whether an input may hold the sequences that the program itself draws with. */
	readonly mayDraw: boolean;
};

const columns = 160;
const rows = 90;
const patience = 20_000;
const briefly = 2_000;
const mostLost = 3;

const createInputs = (seed: number, mayDraw: boolean) => {
	const random = createRandom(seed);
	let last = 0;
	return (): Input => {
		last++;
		let text = '';
		while (text === '') text = mayDraw ? hostileText(random, 6) : withoutDrawing(hostileText(random, 6));
		return { mark: `q${last.toString(36).padStart(5, '0')}:`, text };
	};
};

/** Puts so many inputs into one channel; each batch follows once all of the one before were on the screen. */
export const runChannel = async ({ channel, count, seed, file, mayHide, mayDraw }: Trial): Promise<Tried> => {
	const room = channel.room(rows);
	const home = await mkdtemp(join(tmpdir(), 'aixcl-obeying-'));
	await using world = await startWorld({ containers: Math.max(room, 3) });
	let program: Program | undefined;
	const put = channel.prepare(world, () => program!);
	const next = createInputs(seed, mayDraw);
	const lost: string[] = [];
	let seen = 0;
	let hidden = 0;
	try {
		const args = ['top', '--interval', '500ms', '--source', 'prometheus'];
		program = startProgram({ file, args, env: world.env, home, columns, rows });
		await program.until(/container-1[\s\S]*q quit/);
		program.type(channel.keys);
		await program.until(channel.shows);
		while (seen < count && lost.length < mostLost && hidden <= count) {
			const inputs = Array.from({ length: Math.min(room, count - seen) }, next);
			put(inputs);
			const marks = inputs.map(({ mark }) => mark);
			const missing = await program.misses(marks, mayHide ? briefly : patience);
			seen += inputs.length - missing.size;
			hidden += missing.size;
			if (missing.size > 0 && !mayHide) {
				const { text } = inputs.find(({ mark }) => missing.has(mark))!;
				lost.push(`${JSON.stringify(text)} did not come to the screen`);
			}
		}
		const { oracle } = program;
		return {
			count: seen,
			failures: oracle.count() + lost.length,
			details: [...lost, ...oracle.effects].map(what => `${channel.name}: ${what}`),
		};
	} finally {
		program?.close();
		await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
	}
};
