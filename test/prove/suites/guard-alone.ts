import { buildWithout } from './obeying/build-without.ts';
import { throughProgram } from './obeying/through-program.ts';
import { compositor, sanitiser } from './obeying/walls.ts';

/** The output by itself, and of that the guard by itself. */
export const guardAlone = throughProgram({
	name: 'guard-alone',
	title: 'what writes to the terminal holds without the sanitiser',
	but:
		'The program built with a sanitiser that lets everything through; and that again with a compositor that draws every ' +
		'character, so that only the guard of the output is left, with texts that hold none of the sequences it must let ' +
		'through, those of the drawing. What hides itself there is not counted. ',
	makes: [
		{ mayHide: true, mayDraw: true, build: () => buildWithout(sanitiser) },
		{ mayHide: true, mayDraw: false, build: () => buildWithout(sanitiser, compositor) },
	],
});
