import { buildWithout } from './obeying/build-without.ts';
import { throughProgram } from './obeying/through-program.ts';
import { compositor, outputGuard } from './obeying/walls.ts';

/** The first wall by itself: with others behind it, nobody would see its holes. */
export const sanitiserAlone = throughProgram({
	name: 'sanitiser-alone',
	title: 'the sanitiser holds without what stands behind it',
	but: 'The program built with a compositor that draws every character, and a guard that lets all output through. ',
	makes: [{ mayHide: false, mayDraw: true, build: () => buildWithout(compositor, outputGuard) }],
});
