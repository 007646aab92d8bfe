import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '../../terminal/random.ts';
import type { Suite } from '../suite.ts';
import { tryQuestion } from './changing/question.ts';
import { startProgram } from './world/program.ts';
import { startWorld } from './world/world.ts';

const workers = 3;

/** A question counts only what was typed after it was drawn, and never what is pasted. */
export const questions: Suite = {
	name: 'questions',
	promise: 'never hurts',
	title: 'nothing is done but what was confirmed by a key after the question was drawn',
	how:
		'dist/aixcl top without --read-only in a pty, between an engine and an Ollama that speak the recorded formats and keep ' +
		'every request: the keys that open a question and those that would confirm it in one burst, or typed while the program ' +
		'is stopped; commands pasted before it and answers pasted into it, also right after an Esc and with the mark of a paste torn in two: nothing is sent. Then y: exactly one request, for the ' +
		'container or model that the question named',
	unit: 'questions',
	full: 1000,
	short: 9,
	async run(count, seed) {
		const home = await mkdtemp(join(tmpdir(), 'aixcl-questions-'));
		const failures: string[] = [];
		let next = 0;
		const work = async (worker: number) => {
			await using world = await startWorld();
			const random = createRandom(seed + worker);
			const env = { ...world.env, AIXCL_SOURCE: 'local', AIXCL_INTERVAL: '500ms' };
			const start = () => startProgram({ home, env, shows: /loaded:7b[\s\S]*container-1 [\s\S]*q quit/ });
			let program = await start();
			try {
				for (let index = next++; index < count; index = next++) {
					try {
						await tryQuestion({ program, world, random }, index);
					} catch (error) {
						// Where it is a screen, that belongs into no table.
						failures.push((error as Error).message.split('\n')[0]!);
						program.close();
						program = await start();
					}
				}
			} finally {
				program.close();
			}
		};
		try {
			await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
		} finally {
			await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
		}
		return { count, failures: failures.length, detail: failures.slice(0, 3).join('; ') };
	},
};
