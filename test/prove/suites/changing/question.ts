import { basename } from 'node:path';
import { descendants } from '../../../pty/shell.ts';
import { waitUntil } from '../../../stack/wait-until.ts';
import { fakeContainer } from '../../../support/fake-container.ts';
import type { Random } from '../../../terminal/random.ts';
import type { Program } from '../world/program.ts';
import { wayBack } from '../world/random-input.ts';
import { changesIn, type World } from '../world/world.ts';

export type Asking = { readonly program: Program; readonly world: World; readonly random: Random };

const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));
/** Longer than a question waits before it counts. */
const counted = 450;
const mark = '\u001b[200~';
/** Longer than the program waits whether more comes after a part of a sequence. */
const torn = 80;

/** A question by the keys that open it, and what it asks the engine or Ollama once it is confirmed. */
type Question = {
	readonly opens: readonly string[];
	readonly title: RegExp;
	/** The end of the request, by the number of the container. */
	readonly sends: (number: number) => string;
};

const idOf = (number: number) => fakeContainer(number).id;
const questions: readonly Question[] = [
	{
		opens: ['r'],
		title: /Restart container-(\d+)\?/,
		sends: number => `POST /v1.51/containers/${idOf(number)}/restart`,
	},
	{
		opens: ['.', 'r'],
		title: /Restart container-(\d+)\?/,
		sends: number => `POST /v1.51/containers/${idOf(number)}/restart`,
	},
	{ opens: ['9f', '\r', '\r'], title: /Unload loaded:(\d)b\?/, sends: () => 'POST /api/generate' },
];

const early = ['y', 'yyyy', 'Y y', '\t\r', '\u001b[C\r', '\u001b[Z\ry', 'y\r'] as const;
const pasted = ['y', 'y\n', '\n', 'y\r\ny\r\n', '\t\n', 'yes'] as const;
const commands = ['r', 'ry\n', 'S\ny\n', '.r\ny', 'e', '\u001b[A r\ny', 'rm -rf /\n'] as const;

const nodeOf = ({ shell }: Program): number => {
	const node = descendants(shell.pid).find(({ file }) => basename(file) === 'node')?.pid;
	if (node === undefined) throw new Error('node is not running');
	return node;
};

type Sent = () => readonly string[];

const expectNothing = (sentSince: Sent, what: string) => {
	const sent = changesIn(sentSince());
	if (sent.length > 0) throw new Error(`${what} sent ${sent[0]}`);
};

const goBack = async ({ program, random }: Asking) => {
	for (const part of wayBack) {
		await program.type(part);
		await pause(60);
	}
	await program.type('j'.repeat(random.below(8)));
};

/**
 * Pastes, with the mark of its beginning in one part or torn in two, as a link may tear it; from its `least`th sign on,
 * since an Esc that comes alone is the key.
 */
const paste = async ({ program, random }: Asking, text: string, least: number) => {
	const cut = random.chance(0.5) ? 0 : least + random.below(mark.length - least);
	if (cut > 0) {
		await program.type(mark.slice(0, cut));
		await pause(torn);
	}
	await program.type(`${mark.slice(cut)}${text}\u001b[201~`);
};

/** Types what opens a question and, before it can have been seen, what would confirm it. */
const openTooFast = async ({ program, random }: Asking, { opens }: Question) => {
	const answer = random.pick(early);
	const last = opens.at(-1)!;
	for (const part of opens.slice(0, -1)) {
		await program.type(part);
		await pause(100);
	}
	if (random.chance(0.3)) {
		// While it cannot even read, all of it waits in the terminal.
		const node = nodeOf(program);
		process.kill(node, 'SIGSTOP');
		program.shell.type(last);
		await pause(random.below(600));
		const typed = program.type(answer);
		await pause(250);
		process.kill(node, 'SIGCONT');
		program.expect(last);
		await typed;
	} else {
		await program.type(last + answer);
	}
};

/** Opens it, several times where the program was busy with something else; fails where that sends anything. */
const open = async (asking: Asking, question: Question, sentSince: Sent): Promise<number> => {
	const { program } = asking;
	for (let attempt = 1; ; attempt++) {
		await goBack(asking);
		await openTooFast(asking, question);
		const shown = await program.shell.until(question.title, attempt < 5 ? 1500 : 5000).catch(error => {
			if (attempt === 5) throw error;
		});
		await pause(counted);
		expectNothing(sentSince, 'what was typed before the question could be seen');
		if (shown) return Number(shown[1]);
	}
};

/**
 * One question: nothing that was typed before it was drawn, and nothing that is pasted, before or into it, sends
 * anything; what is then typed sends exactly what was asked, for what was named.
 */
export const tryQuestion = async (asking: Asking, index: number): Promise<void> => {
	const { program, random, world } = asking;
	const question = questions[index % questions.length]!;
	const sentSince = world.since();
	await goBack(asking);
	// Right after an Esc, and with its mark torn, it is a paste as well.
	if (random.chance(0.3)) await program.type(`\u001b${mark}${random.pick(commands)}\u001b[201~`);
	else await paste(asking, random.pick(commands), 1);
	await pause(counted);
	expectNothing(sentSince, 'what was pasted');
	if (question.title.test(program.shell.text())) throw new Error('what was pasted has opened a question');
	const number = await open(asking, question, sentSince);
	await paste(asking, random.pick(pasted), 2);
	await pause(counted);
	expectNothing(sentSince, 'what was pasted into the question');
	if (!question.title.test(program.shell.text())) throw new Error(`the question is gone:\n${program.shell.text()}`);
	await program.type('y');
	const wanted = question.sends(number);
	const sent = await waitUntil(
		() => {
			const all = changesIn(sentSince());
			return all.length > 0 && all;
		},
		{ what: wanted, seconds: 10, why: program.shell.text },
	);
	if (sent.length > 1 || !sent[0]!.endsWith(wanted)) throw new Error(`it sent ${sent.join(', ')} instead of ${wanted}`);
};
