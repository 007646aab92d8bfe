import type { Random } from '../../../terminal/random.ts';
import { type Program, startProgram } from '../world/program.ts';
import { randomInput, wayBack, waysToChange } from '../world/random-input.ts';
import { changesIn, startWorld } from '../world/world.ts';

export type Typing = {
	readonly home: string;
	readonly random: Random;
	/** Inputs at least: keys, pastes, reports of the mouse, answers of a terminal. */
	readonly count: number;
	readonly isReadOnly: boolean;
	readonly source: 'prometheus' | 'local';
};

export type Typed = {
	/** Inputs that the program has read. */
	readonly count: number;
	readonly starts: number;
	/** Requests of any kind. */
	readonly requests: number;
	readonly changes: readonly string[];
};

const mostAtOnce = 40;
/** Longer than a question waits before it counts. */
const untilItCounts = 400;
/** Longer than the program waits whether more comes after an Esc. */
const untilAlone = 100;

const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

/** Types into the real program, in bursts and along the ways to a change, and tells what came over the wire. */
export const typeAtRandom = async ({ home, random, count, isReadOnly, source }: Typing): Promise<Typed> => {
	await using world = await startWorld();
	const env = {
		...world.env,
		AIXCL_SOURCE: source,
		AIXCL_INTERVAL: '500ms',
		...(isReadOnly && { AIXCL_READ_ONLY: '1' }),
	};
	const start = () => startProgram({ home, env, shows: /container-1 [\s\S]*q quit/ });
	let program: Program | undefined;
	let starts = 0;
	let read = 0;
	let way = 0;
	const type = async (inputs: readonly string[]) => {
		if (!program?.isRunning()) {
			program?.close();
			program = await start();
			starts++;
		}
		await program.type(inputs.join(''));
		// What was typed when it ended may not have been read.
		if (program.isRunning()) read += inputs.length;
		// A shell in a container would take in all that follows.
		for (const { socket } of world.engine.execs) socket?.end();
	};
	try {
		while (read < count || way < waysToChange.length) {
			if (way < waysToChange.length || random.chance(0.08)) {
				for (const part of wayBack) {
					await type([part]);
					await pause(untilAlone);
				}
				for (const part of waysToChange[way++ % waysToChange.length]!) {
					await type([part]);
					await pause(untilItCounts);
				}
			} else {
				await type(Array.from({ length: 1 + random.below(mostAtOnce) }, () => randomInput(random)));
			}
		}
		await pause(untilItCounts);
	} finally {
		program?.close();
	}
	const asked = world.asked();
	return { count: read, starts, requests: asked.length, changes: changesIn(asked) };
};
