import { homedir } from 'node:os';
import path from 'node:path';
import { AixclError } from '../errors.ts';

/** The absolute path of a file; `~/` is the home folder, also where no shell has seen it. */
export const parsePath = (text: string, label: string): string => {
	if (text.trim() === '' || /\p{Cc}/u.test(text)) {
		throw new AixclError(`${label} must be the path of a file`, {
			code: 'usage',
			hint: 'Write it like ~/secrets/token.',
		});
	}
	return path.resolve(text.startsWith('~/') ? path.join(homedir(), text.slice(2)) : text);
};
