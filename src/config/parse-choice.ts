import { AixclError } from '../errors.ts';
import { clean } from '../text/clean.ts';
import { closest } from '../text/closest.ts';

/** A parser that accepts exactly these words. */
export const oneOf =
	<T extends string>(choices: readonly T[]) =>
	(text: string, label: string): T => {
		const choice = choices.find(known => known === text);
		if (choice !== undefined) return choice;
		const near = closest(text, choices);
		throw new AixclError(
			`${label} must be ${choices.join(', ').replace(/, (?!.*, )/, ' or ')}, not "${clean(text, 40)}"`,
			{
				code: 'usage',
				hint: near ? `Did you mean ${near}?` : `Use ${choices[0]}.`,
			},
		);
	};

const meaningOf: Readonly<Record<string, boolean>> = { '1': true, true: true, '0': false, false: false };

/** On or off, from `1`, `true`, `0` or `false`. */
export const parseSwitch = (text: string, label: string): boolean => {
	const meaning = Object.hasOwn(meaningOf, text.toLowerCase()) ? meaningOf[text.toLowerCase()] : undefined;
	if (meaning !== undefined) return meaning;
	throw new AixclError(`${label} must be true or false, not "${clean(text, 40)}"`, {
		code: 'usage',
		hint: 'Use true or false.',
	});
};
