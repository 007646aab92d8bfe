import type { Figures } from './figures.ts';
import { firstFrame, firstPaint } from './output.ts';
import { cpuOf, processTree } from './processes.ts';
import { type Program, runInTerminal, type Terminal } from './terminal.ts';

/** What on the screen counts as real data: a container's name, and a number of the machine. */
export type Sights = { readonly name: RegExp | undefined; readonly number: RegExp };

const patience = 4000;
const afterwards = 150;

/** The figures of a start, once its data is on the screen. Programs that show no such data get `–` there. */
export const watchStart = async (terminal: Terminal, sights: Sights | undefined): Promise<Figures> => {
	const [firstName, firstNumber] = await Promise.all([
		sights?.name && terminal.shows(sights.name, patience),
		sights && terminal.shows(sights.number, patience),
	]);
	if (!sights) await terminal.output(patience);
	// The silence after the first frame has to be seen too.
	await terminal.quiet(afterwards, 1000);
	return {
		firstPaint: firstPaint(terminal.chunks),
		firstFrame: firstFrame(terminal.chunks, terminal.now()),
		firstName,
		firstNumber,
		startCpu: cpuOf(processTree(terminal.pid)) * 1000,
	};
};

/** Starts a program, waits for its data and ends it. */
export const measureStart = async (program: Program, sights: Sights | undefined): Promise<Figures> => {
	const terminal = runInTerminal(program);
	try {
		return await watchStart(terminal, sights);
	} finally {
		await terminal.stop();
	}
};
