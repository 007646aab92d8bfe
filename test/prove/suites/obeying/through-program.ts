import type { Outcome, Suite } from '../../suite.ts';
import { inTurns } from '../ending/in-turns.ts';
import type { Built } from './build-without.ts';
import { channels } from './channels.ts';
import { runChannel, type Trial, type Tried } from './run-channel.ts';

/** One way to build the program, and what holds of it. */
export type Make = Pick<Trial, 'mayHide' | 'mayDraw'> & { build(): Promise<Built> };

type Facts = Pick<Suite, 'name' | 'title'> & {
	/** How it differs from the program as it is; '' where it does not. */
	readonly but: string;
	/** Each gets its part of the inputs. */
	readonly makes: readonly Make[];
};

const how =
	`${channels.map(({ name }) => name).join('; ')}: random texts of whole and broken escape sequences, controls, bad UTF-8, ` +
	'halves of pairs, bidirectional and invisible characters, through aixcl top in a pty, from an engine and a Prometheus that ' +
	'speak the recorded formats; each batch waits until every text of the one before was on the screen. All output is text and ' +
	'the sequences of the drawing; hooks on every other sequence of a terminal emulator, its title, bell, answers, modes, ' +
	'scrolling and cursor see nothing';

const tryAll = async (makes: readonly Make[], count: number, seed: number): Promise<readonly Tried[]> => {
	const built: Built[] = [];
	const found: Tried[] = [];
	try {
		for (const { build } of makes) built.push(await build());
		const trials = makes.flatMap(({ mayHide, mayDraw }, make) =>
			channels.map((channel, index) => ({
				...{ channel, mayHide, mayDraw, file: built[make]!.file, seed: seed + 100 * make + index },
				count: Math.ceil((count * channel.share) / 100 / makes.length),
			})),
		);
		await inTurns(trials, async trial => void found.push(await runChannel(trial)));
		return found;
	} finally {
		for (const { remove } of built) await remove();
	}
};

/** A suite that puts hostile texts through a built program in a pty, by every channel. */
export const throughProgram = ({ name, title, but, makes }: Facts): Suite => ({
	name,
	title,
	promise: 'never obeys data',
	how: `${but}${how}`,
	unit: 'inputs',
	full: 100_000,
	short: 300 * makes.length,
	async run(count, seed): Promise<Outcome> {
		const found = await tryAll(makes, count, seed);
		const details = found.flatMap(part => part.details);
		return {
			count: found.reduce((sum, part) => sum + part.count, 0),
			failures: found.reduce((sum, part) => sum + part.failures, 0),
			detail: details.slice(0, 5).join('; '),
		};
	},
});
