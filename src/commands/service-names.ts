import { AixclError } from '../errors.ts';
import { serviceNames } from '../stack/services.ts';
import { clean } from '../text/clean.ts';
import { closest } from '../text/closest.ts';

/** The error for a word that names none of these. */
export const noSuchService = (name: string, known: readonly string[]): AixclError => {
	const near = closest(name, known);
	return new AixclError(`There is no service "${clean(name, 40)}"`, {
		code: 'usage',
		hint: near ? `Did you mean ${near}?` : `There are ${known.join(', ')}.`,
	});
};

/** Each service once, as they were typed. Throws an AixclError for a word that is none. */
export const checkServiceNames = (words: readonly string[]): readonly string[] => {
	const wrong = words.find(word => !serviceNames.includes(word));
	if (wrong !== undefined) throw noSuchService(wrong, serviceNames);
	return [...new Set(words)];
};
