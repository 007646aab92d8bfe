import { fileURLToPath } from 'node:url';
import { throughProgram } from './obeying/through-program.ts';

const file = fileURLToPath(new URL('../../../dist/aixcl', import.meta.url));

/** The program as it is. */
export const inputs = throughProgram({
	name: 'inputs',
	title: 'nothing that is shown acts on the terminal',
	but: '',
	makes: [{ mayHide: false, mayDraw: true, build: async () => ({ file, remove: async () => {} }) }],
});
