import { readFileSync } from 'node:fs';
import { descendants } from '../../../pty/shell.ts';
import { startProgram } from '../world/program.ts';
import { wayBack } from '../world/random-input.ts';

/** Keys that show all there is of a container, the alerts and the models, copy it and save it. */
const everywhere = [
	'04g\r',
	...'12345678',
	'y',
	'\u0013',
	'\u001b',
	'A',
	'\u0013',
	'y',
	'\u001b',
	'9f',
	'\r',
	'\u001b',
	'o',
	'\u001b',
	'd',
	'\u0013',
];

const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

const argumentsOf = (pid: number): string => {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
	} catch {
		return '';
	}
};

type Looking = { readonly home: string; readonly env: Readonly<Record<string, string>> };

/** Goes through the screen; resolves with every byte it wrote, and the arguments of all it has started. */
export const lookEverywhere = async ({ home, env }: Looking): Promise<string> => {
	const { SSH_CONNECTION = '', ...rest } = env;
	const program = await startProgram({ home, env: { ...rest, SSH_CONNECTION }, shows: /container-1 [\s\S]*q quit/ });
	// What was typed to start it has the settings in it, as the person gave them.
	const before = program.shell.raw().lastIndexOf('\u001b[?1049h');
	const called = new Set<string>();
	try {
		for (const part of [...wayBack, ...everywhere]) {
			await program.type(part);
			await pause(150);
			for (const { pid } of descendants(program.shell.pid)) called.add(argumentsOf(pid));
		}
	} finally {
		program.close();
	}
	return [program.shell.raw().slice(before), ...called].join('\n');
};
