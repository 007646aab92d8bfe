import { AixclError } from '../errors.ts';

/** A name to look for: anything that is not blank, of at most 255 characters. */
export const parseName = (text: string, label: string): string => {
	const name = text.trim();
	if (name !== '' && name.length <= 255 && !/\p{Cc}/u.test(name)) return name;
	throw new AixclError(`${label} must be a name of 1 to 255 printable characters`, {
		code: 'usage',
		hint: 'Give the name, or leave the setting out.',
	});
};
